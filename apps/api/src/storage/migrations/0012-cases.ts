import { type Kysely, sql } from 'kysely'

/** Page views are found by the case of the support that they belong to, and those with a message of the visitor are listed with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['facts', 'page_view_samples']) {
    await sql`alter table ${sql.id(table)} add column reference text collate "C"`.execute(db)
  }
  await sql`alter table facts add column feedback text`.execute(db)
  // most rows have no value of either
  await sql`create index facts_reference on facts (reference, received_at) where reference is not null`.execute(db)
  await sql`create index facts_cases on facts (received_at) where reference is not null or feedback is not null`.execute(
    db,
  )
}
