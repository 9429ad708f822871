import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { createPostgresDatabase, opened } from './support/databases.ts'

const authorization = `Bearer ${testToken}`

/** All its details are those of every other one like it. */
const submission = {
  page: { url: 'https://shared.example/cart' },
  browser: { userAgent: 'Shared/1.0' },
  fingerprints: { hash: 'shared', components: { canvas: { value: 'shared', durationMs: 1 } } },
  errors: [{ message: 'shared failed', name: 'Error' }],
}

let storage: Storage
let dbUrl: string
beforeAll(async () => {
  dbUrl = await createPostgresDatabase()
  storage = (await opened({ dbUrl, dataDir: '', skipDb: false })).storage
})
afterAll(() => storage?.close())

test('texts that a new submission shares with one being deleted are kept', async () => {
  const app = await buildTestApp(storage)
  const post = () => app.inject({ method: 'POST', url: '/collect', payload: submission })
  const waiting = async () => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(storage.db)
    return rows[0]?.count
  }
  const first = (await post()).headers['x-submission-id']

  // sets of components are stored last: it is held up there, with everything else done
  const holding = new pg.Client({ connectionString: dbUrl })
  await holding.connect()
  await holding.query('begin; lock table fingerprints in access exclusive mode')
  const storing = post()
  await vi.waitFor(async () => expect(await waiting()).toBe(1), 30_000)
  const deleting = app.inject({ method: 'DELETE', url: `/api/submissions/${first}`, headers: { authorization } })
  await vi.waitFor(async () => expect(await waiting()).toBe(2), 30_000)
  await holding.query('commit')
  await holding.end()

  expect((await storing).statusCode).toBe(200)
  expect((await deleting).statusCode).toBe(204)
  const found = await app.inject({ url: '/api/submissions?q=shared failed', headers: { authorization } })
  const groups = await app.inject({ url: '/api/errors', headers: { authorization } })
  const fingerprint = await app.inject({ url: '/api/fingerprints/shared', headers: { authorization } })
  expect(found.json().items).toHaveLength(1)
  expect(groups.json().items).toMatchObject([{ message: 'shared failed', count: 1 }])
  expect(fingerprint.json().components).toHaveLength(1)
  await app.close()
})
