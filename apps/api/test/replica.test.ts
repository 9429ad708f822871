import { startPostgres, startReplica } from '@collector/testing/postgres'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { opened } from './support/databases.ts'

const headers = { authorization: `Bearer ${testToken}` }
const questions = ['overview', 'metrics/lcp', 'errors', 'export', 'fingerprints/abc']

test('with READ_DB_URL questions read the replica, and submissions are read from the primary', async () => {
  const primary = await startPostgres()
  const dbUrl = await primary.createDatabase()
  const replica = await startReplica(primary)
  const readDbUrl = replica.url(new URL(dbUrl).pathname.slice(1))
  const { storage } = await opened({ dbUrl, readDbUrl, dataDir: '', skipDb: false })
  const app = await buildTestApp(storage)
  const get = (path: string) => app.inject({ url: `/api/${path}`, headers })
  try {
    const isReplica = await sql<{ is: boolean }>`select pg_is_in_recovery() as is`.execute(storage.readDb)
    expect(isReplica.rows).toEqual([{ is: true }])

    await sql`select pg_wal_replay_pause()`.execute(storage.readDb)
    const submission = {
      page: { url: 'https://a.example/' },
      fingerprints: { hash: 'abc' },
      performance: { vitals: { lcp: { value: 1200 } } },
      errors: [{ message: 'it broke' }],
    }
    const posted = await app.inject({ method: 'POST', url: '/collect', payload: submission })
    expect(posted.statusCode).toBe(200)
    // the link that support follows, and the list
    expect((await get(`submissions/${posted.headers['x-submission-id']}`)).statusCode).toBe(200)
    expect((await get('submissions')).json().items).toHaveLength(1)

    await sql`select pg_wal_replay_resume()`.execute(storage.readDb)
    await expect.poll(async () => (await get('export')).body).toContain('it broke')
    for (const question of questions) {
      const answer = await get(question)
      expect(answer.statusCode, `${question}: ${answer.body}`).toBe(200)
    }
    expect((await get('metrics/lcp')).json().total).toMatchObject({ count: 1 })
    const [group] = (await get('errors')).json().items
    expect(group).toMatchObject({ message: 'it broke', status: 'open' })

    const resolve = {
      method: 'PATCH',
      url: `/api/errors/${group.groupKey}`,
      headers,
      payload: { status: 'resolved' },
    } as const
    expect((await app.inject(resolve)).statusCode).toBe(200)
    await expect.poll(async () => (await get(`errors/${group.groupKey}`)).json().status).toBe('resolved')

    await replica.remove()
    expect((await get('overview')).statusCode).toBe(503)
    expect((await app.inject({ method: 'POST', url: '/collect', payload: {} })).statusCode).toBe(200)
  } finally {
    await app.close()
    await storage.close()
    await primary.remove()
  }
}, 120_000)
