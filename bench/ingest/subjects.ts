import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { openSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '@collector/testing/free-port'
import pg from 'pg'
import type { BenchPostgres } from '../postgres.ts'

/** A server under test, running. */
export interface Subject {
  name: string
  port: number
  process: ChildProcess
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
/** Debian's packages python3-flask and python3-psycopg2 belong to Debian's own Python. */
const python = '/usr/bin/python3'

/** Why the predecessor cannot be run here; undefined if it can. */
export function missingForPredecessor(): string | undefined {
  const { status } = spawnSync(python, ['-c', 'import flask, psycopg2, gunicorn'])
  return status === 0 ? undefined : 'apt-get install python3-flask python3-psycopg2 gunicorn'
}

export async function startEcho(): Promise<Subject> {
  const port = await freePort()
  return started('Fastify, parse and echo', port, process.execPath, [here('./echo-server.ts'), String(port)])
}

export async function startPredecessor(postgres: BenchPostgres, isPooled: boolean): Promise<Subject> {
  const port = await freePort()
  const dbUrl = await postgres.createDatabase()
  const client = new pg.Client({ connectionString: dbUrl })
  await client.connect()
  await client.query(`create table debug_data (id serial primary key, ip text, browser_info text, performance_data text,
    fingerprints text, errors text, timestamp timestamp default current_timestamp)`)
  await client.end()
  return started(
    `predecessor, ${isPooled ? 'pooled' : 'a connection per request'}`,
    port,
    python,
    ['-m', 'gunicorn', '--chdir', here('.'), '-w', '2', '--threads', '4', '-b', `127.0.0.1:${port}`, 'predecessor:app'],
    { DB_URL: dbUrl, ...(isPooled && { POOLED: '1' }) },
  )
}

/** Collector as it is started by `pnpm start`: the built server, logging a line a submission to a file. */
export async function startCollector(postgres: BenchPostgres | undefined, nodeFlags: string[] = []): Promise<Subject> {
  const port = await freePort()
  const dataDir = await mkdtemp(join(tmpdir(), 'collector-bench-'))
  return started(
    `Collector, ${postgres ? 'PostgreSQL' : 'embedded'}`,
    port,
    process.execPath,
    [...nodeFlags, here('../../apps/api/dist/server.js'), '--host', '127.0.0.1', '--port', String(port)],
    {
      RATE_LIMIT_PER_MINUTE: '0',
      ...(postgres ? { DB_URL: await postgres.createDatabase() } : { DATA_DIR: dataDir }),
    },
  )
}

async function started(
  name: string,
  port: number,
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Subject> {
  const logDir = await mkdtemp(join(tmpdir(), 'collector-bench-log-'))
  const log = openSync(join(logDir, 'log'), 'w')
  const child = spawn(command, args, {
    cwd: logDir,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', log, log],
  })
  const deadline = Date.now() + 30_000
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${name} did not start, see ${logDir}/log`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return { name, port, process: child }
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health`).then(
    (response) => response.status !== 503,
    () => false,
  )
}
