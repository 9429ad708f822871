import { type Kysely, sql } from 'kysely'

/** Makes searching inside texts fast where the server has the extension; without it every distinct text is looked at. */
export async function indexForSearch(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql`select from pg_available_extensions where name = 'pg_trgm'`.execute(db)
  if (rows.length === 0) return
  await sql`savepoint before_trigrams`.execute(db)
  try {
    await sql`create extension if not exists pg_trgm`.execute(db)
    await sql`create index if not exists texts_trigrams on texts using gin (text gin_trgm_ops)`.execute(db)
    await sql`release savepoint before_trigrams`.execute(db)
  } catch {
    // this user may not create extensions
    await sql`rollback to savepoint before_trigrams`.execute(db)
  }
}
