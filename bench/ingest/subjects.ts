import { spawnSync } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '@collector/testing/free-port'
import pg from 'pg'
import type { BenchPostgres } from '../postgres.ts'
import { type Started, startProcess, startServer } from '../start-server.ts'

/** A running server under test. */
export interface Subject extends Started {
  name: string
  /** The path of Sentry's envelopes, with the key of the DSN; undefined where none are taken. */
  envelopePath?: string
}

const token = 'token-of-the-benchmark'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
/** Debian's own Python, which its packages python3-flask and python3-psycopg2 belong to. */
const python = '/usr/bin/python3'

/** Returns what is missing to run the predecessor; undefined if nothing is. */
export function missingForPredecessor(): string | undefined {
  const { status } = spawnSync(python, ['-c', 'import flask, psycopg2, gunicorn'])
  return status === 0 ? undefined : 'apt-get install python3-flask python3-psycopg2 gunicorn'
}

export async function startEcho(): Promise<Subject> {
  const port = await freePort()
  const args = [here('./echo-server.ts'), String(port)]
  return started('Fastify, parse and echo', startProcess('echo', port, process.execPath, args))
}

export async function startPredecessor(postgres: BenchPostgres, isPooled: boolean): Promise<Subject> {
  const port = await freePort()
  const dbUrl = await postgres.createDatabase()
  const client = new pg.Client({ connectionString: dbUrl })
  await client.connect()
  await client.query(`create table debug_data (id serial primary key, ip text, browser_info text, performance_data text,
    fingerprints text, errors text, timestamp timestamp default current_timestamp)`)
  await client.end()
  const name = `predecessor, ${isPooled ? 'pooled' : 'a connection per request'}`
  const workers = ['-w', '2', '--threads', '4', '-b', `127.0.0.1:${port}`]
  const args = ['-m', 'gunicorn', '--chdir', here('.'), ...workers, 'predecessor:app']
  return started(name, startProcess(name, port, python, args, { DB_URL: dbUrl, ...(isPooled && { POOLED: '1' }) }))
}

/** Starts Collector with its default log of one line a submission. */
export async function startCollector(postgres: BenchPostgres | undefined, nodeFlags: string[] = []): Promise<Subject> {
  const database: Record<string, string> = postgres
    ? { DB_URL: await postgres.createDatabase() }
    : { DATA_DIR: await mkdtemp(join(tmpdir(), 'collector-bench-')) }
  const subject = await started(
    `Collector, ${postgres ? 'PostgreSQL' : 'embedded'}`,
    startServer({ RATE_LIMIT_PER_MINUTE: '0', ACCESS_TOKEN: token, ...database }, nodeFlags),
  )
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`http://127.0.0.1:${subject.port}/api/setup`, { headers })
  const { dsn } = (await answer.json()) as { dsn: string }
  return { ...subject, envelopePath: `/api/1/envelope/?sentry_key=${new URL(dsn).username}` }
}

async function started(name: string, starting: Promise<Started>): Promise<Subject> {
  return { name, ...(await starting) }
}
