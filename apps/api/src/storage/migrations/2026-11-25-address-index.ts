import { type Kysely, sql } from 'kysely'

/** Whoever asks for what is stored of an address, or to have it deleted, has a right to an answer in time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index if not exists debug_data_ip on debug_data (ip) where ip is not null`.execute(db)
}
