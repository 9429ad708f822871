import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Database } from '../../src/storage/database.ts'

/** State left by a released version: the statements that made its tables, and some rows in each. */
export interface ReleasedSchema {
  version: string
  statements: string[]
  /** By table, in SQL's names. */
  rows: Record<string, object[]>
}

const dir = new URL('../schemas/', import.meta.url)

/** Every released schema, oldest first. `scripts/record-schema.ts` makes the file of a release. */
export async function releasedSchemas(): Promise<ReleasedSchema[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.json'))
  const schemas = await Promise.all(names.map(async (name) => JSON.parse(await readFile(new URL(name, dir), 'utf8'))))
  return schemas.toSorted((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }))
}

/** Makes an empty database what that version left. */
export async function restore(db: Database, { statements, rows }: ReleasedSchema): Promise<void> {
  await sql`drop schema public cascade`.execute(db)
  await sql`create schema public`.execute(db)
  await db.transaction().execute(async (trx) => {
    for (const statement of statements) await sql.raw(statement).execute(trx)
    for (const [table, some] of Object.entries(rows)) {
      await sql`insert into ${sql.table(table)}
        select * from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(some)})`.execute(trx)
    }
  })
  await sql`select setval(pg_get_serial_sequence('debug_data', 'id'), (select max(id) from debug_data))`.execute(db)
}
