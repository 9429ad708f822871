import { type Kysely, sql } from 'kysely'

/** Page views with a fingerprint, by time and by visitor. Most sites collect none, so these indexes are partial. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index facts_fingerprint_key on facts (received_at, debug_data_id)
    where (fingerprint_key is not null or fingerprint_hash is not null) and is_current`.execute(db)
  await sql`create index facts_fingerprint_visitor on facts (visitor_id, received_at)
    where fingerprint_key is not null and visitor_id is not null and is_current`.execute(db)
}
