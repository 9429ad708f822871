import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** Age at which parts of an unfinished bundle are deleted; a complete one arrives within minutes. */
const keptFor = sql`interval '1 day'`

/** Keeps a part of a bundle, and deletes parts of bundles that never became complete. */
export async function insertChunk(db: Database, chunkHash: string, content: Buffer): Promise<void> {
  await db
    .insertInto('bundleChunks')
    .values({ chunkHash, content })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await sql`delete from bundle_chunks where uploaded_at < now() - ${keptFor}`.execute(db)
}

/** Sum of the sizes of all parts that are kept. */
export async function keptChunkBytes(db: Database): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(sum(octet_length(content)), 0)::float8 as bytes from bundle_chunks`.execute(db)
  return rows[0]?.bytes ?? 0
}

export async function keptChunks(db: Database, hashes: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ chunkHash: string }>`
    select chunk_hash from bundle_chunks where chunk_hash = any(${hashes}::text[])`.execute(db)
  return new Set(rows.map(({ chunkHash }) => chunkHash))
}

export async function readChunk(db: Database, chunkHash: string): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('bundleChunks')
    .select('content')
    .where('chunkHash', '=', chunkHash)
    .executeTakeFirst()
  return row?.content
}

export async function deleteChunks(db: Database, hashes: string[]): Promise<void> {
  await sql`delete from bundle_chunks where chunk_hash = any(${hashes}::text[])`.execute(db)
}
