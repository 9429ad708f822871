import { type Kysely, sql } from 'kysely'

/** Where visitors come from can be counted. The version before leaves it null; `collector re-extract` fills it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table facts add column referrer_host text collate "C"`.execute(db)
}
