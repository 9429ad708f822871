import { type Kysely, sql } from 'kysely'

/** Adds the column of a dimension to facts and to the sample, and an index by which its values are found in the order of time. */
export async function addDimension(db: Kysely<unknown>, column: string): Promise<void> {
  for (const table of ['facts', 'page_view_samples']) {
    await sql`alter table ${sql.id(table)} add column ${sql.id(column)} text collate "C"`.execute(db)
  }
  await sql`create index ${sql.id(`facts_${column}`)} on facts (${sql.id(column)}, received_at)`.execute(db)
}
