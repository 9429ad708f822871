import { randomBytes } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import pg from 'pg'
import { pino } from 'pino'
import { openStorage, type StorageSettings } from '../../src/storage/storage.ts'
import { buildTestApp, testToken } from './build-test-app.ts'

/** Statuses of /health and /readyz, and the metric. */
export const isUp = [200, 200, 1]
export const isDown = [503, 503, 0]

/** The whole service in this process, its log, and what it says of its database. */
export async function serve(settings: Partial<StorageSettings>) {
  const lines: string[] = []
  const stream = { write: (line: string) => lines.push(JSON.parse(line).msg) }
  const logger: FastifyBaseLogger = pino({ level: 'info' }, stream)
  const storage = await openStorage({ dbUrl: undefined, dataDir: '', skipDb: false, ...settings }, logger)
  const app = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '0' }, logger)
  return {
    storage,
    log: () => lines.join('\n'),
    /** The status of a post with a text of random bytes. */
    async post(bytes = 10): Promise<number> {
      const payload = {
        browser: { text: randomBytes(bytes).toString('base64') },
        errors: [{ message: 'it broke … 🙂' }],
      }
      return (await app.inject({ method: 'POST', url: '/collect', payload })).statusCode
    },
    async read(path: string): Promise<number> {
      const headers = { authorization: `Bearer ${testToken}` }
      return (await app.inject({ url: `/api/${path}`, headers })).statusCode
    },
    async says(): Promise<(number | undefined)[]> {
      const urls = ['/health', '/readyz', '/metrics']
      const [health, ready, metrics] = await Promise.all(urls.map((url) => app.inject({ url })))
      const up = /^collector_database_up (\d)/m.exec(metrics?.body ?? '')?.[1]
      return [health?.statusCode, ready?.statusCode, Number(up)]
    },
    async close(): Promise<void> {
      await app.close()
      await storage.close()
    },
  }
}

/** Runs statements in a database, one after the other. */
export async function inDatabase(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The same address for a role whose password is `secret`. */
export function asRole(url: string, role: string): string {
  return url.replace(/\/\/[^@]*@/, `//${role}:secret@`)
}
