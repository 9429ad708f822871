import { readFile } from 'node:fs/promises'
import { metrics } from '@collector/schema'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openPostgres } from './support/databases.ts'

/** Columns that the page describes by a rule instead of by name. */
const derived = new Set(
  Object.values(metrics).flatMap(({ name, phases }) => [`${name}_histogram`, ...phases.map(({ column }) => column)]),
)

test('docs/data-model.md names each table and column', async () => {
  const { storage } = await openPostgres()
  const { rows } = await sql<{ table: string; column: string }>`
    select c.relname as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and c.relname not like 'kysely%'`.execute(storage.db)
  await storage.close()
  expect(rows.length).toBeGreaterThan(200)
  const words = new Set((await readFile(new URL('../../../docs/data-model.md', import.meta.url), 'utf8')).match(/\w+/g))
  const missing = rows.filter(({ table, column }) => !words.has(table) || !(words.has(column) || derived.has(column)))
  expect(missing).toEqual([])
})
