import { type Kysely, sql } from 'kysely'

/**
 * The key of an error begins with the number of its submission: one index less, and new rows are its last ones, where the
 * ids of page views are anywhere. It still holds the column the table would be distributed by.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table errors drop constraint errors_pkey, add primary key (debug_data_id, ordinal, page_view_id)`.execute(
    db,
  )
  await sql`drop index errors_debug_data_id`.execute(db)
}
