import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { createIngest } from '../src/ingest/ingest-submission.ts'
import { migrate } from '../src/storage/migrate.ts'
import { answerSubmissions } from '../src/submissions/list-submissions.ts'
import { wholeSubmission } from '../src/submissions/whole-submission.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'
import { releasedSchemas, restore } from './support/released-schema.ts'

const schemas = await releasedSchemas()
const headers = { authorization: `Bearer ${testToken}` }

describe.each(engines)('on $name', (engine) => {
  test.each(schemas)(
    'what version $version left is migrated, read and written on',
    async (schema) => {
      const { storage } = await engine.open()
      const { db } = storage
      await restore(db, schema)
      const before = schema.rows['debug_data'] as { id: number; ip: string; browser_info: string | null }[]

      await migrate(db)
      await migrate(db)

      const rows = await sql<{ id: number; ip: string; browserInfo: string | null }>`
      select id, ip, browser_info from debug_data order by id`.execute(db)
      expect(rows.rows).toEqual(before.map(({ id, ip, browser_info }) => ({ id, ip, browserInfo: browser_info })))
      expect((await answerSubmissions(db, { limit: 200 })).items).toHaveLength(before.length)
      expect(await wholeSubmission(db, '00000000-0000-4000-8000-000000000005')).toContain('"problem 5"')

      const app = await buildTestApp(storage)
      const get = async (url: string) => (await app.inject({ url, headers })).json()
      // six submissions of four page views, two of them replaced
      expect((await get('/api/metrics/lcp?from=2026-01-01')).total.count).toBe(4)
      expect((await get('/api/fingerprints/f1')).components).toMatchObject([{ name: 'canvas' }])
      expect((await get('/api/errors?from=2026-01-01')).items.length).toBeGreaterThan(0)

      const bytes = Buffer.from('{"browser":{"language":"de"}}')
      const ingest = createIngest(storage)
      const { id } = await ingest({ bytes, ip: null, userAgent: undefined })
      expect(id).toBe(before.length + 1)
      await app.close()
      await storage.close()
    },
    120_000,
  )
})
