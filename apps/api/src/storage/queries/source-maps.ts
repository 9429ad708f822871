import { sql } from 'kysely'
import type { Database } from '../database.ts'
import type { MappedScriptsTable, SourceMapsTable } from '../tables/source-maps.ts'
import { reexamineGroups } from './merged-groups.ts'

export type MappedScript = MappedScriptsTable
export type NewScript = Omit<MappedScriptsTable, 'uploadedAt' | 'lastUsedAt'>

const usedOnceAnHour = sql`interval '1 hour'`

export async function isStoredMap(db: Database, contentHash: string): Promise<boolean> {
  const found = await db
    .selectFrom('sourceMaps')
    .select('bytes')
    .where('contentHash', '=', contentHash)
    .executeTakeFirst()
  return found !== undefined
}

/** Sum of the compressed sizes of all stored maps. */
export async function storedMapBytes(db: Database): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(sum(compressed_bytes), 0)::float8 as bytes from source_maps`.execute(db)
  return rows[0]?.bytes ?? 0
}

/** Stores the content of a map and the script that it belongs to; what is there already stays. */
export async function insertSourceMap(db: Database, map: SourceMapsTable | undefined, script: NewScript) {
  return db.transaction().execute(async (trx) => {
    const inserted = map
      ? await trx
          .insertInto('sourceMaps')
          .values(map)
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
      : undefined
    // uploaded again it is in use again
    await sql`insert into mapped_scripts (id, debug_id, name, file_name, release, content_hash)
      values (${script.id}, ${script.debugId}, ${script.name}, ${script.fileName}, ${script.release}, ${script.contentHash})
      on conflict (id) do update set uploaded_at = now()`.execute(trx)
    await reexamineGroups(trx, [script.fileName, script.debugId])
    return (inserted?.numInsertedOrUpdatedRows ?? 0n) > 0n
  })
}

/** Reads a map, compressed. */
export async function readSourceMap(db: Database, contentHash: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('sourceMaps').select('map').where('contentHash', '=', contentHash).executeTakeFirst()
  return row?.map
}

/** Finds scripts that one of some debug ids or file names may mean, latest first. */
export async function findMappedScripts(
  db: Database,
  debugIds: string[],
  fileNames: string[],
  limit: number,
): Promise<MappedScript[]> {
  const { rows } = await sql<MappedScript>`select * from mapped_scripts
    where debug_id = any(${debugIds}::uuid[]) or file_name = any(${fileNames}::text[])
    order by uploaded_at desc limit ${limit}`.execute(db)
  return rows
}

/** Notes that maps were used, at most once an hour each: retention counts days. */
export async function noteUsedMaps(db: Database, ids: string[]): Promise<void> {
  await sql`update mapped_scripts set last_used_at = now()
    where id = any(${ids}::uuid[]) and (last_used_at is null or last_used_at < now() - ${usedOnceAnHour})`.execute(db)
}

/** A position in the list of scripts, latest upload first. */
export interface ScriptPosition {
  uploadedAt: Date
  id: string
}

export async function listMappedScripts(
  db: Database,
  after: ScriptPosition | undefined,
  limit: number,
): Promise<(MappedScript & { bytes: number })[]> {
  const isAfter = after ? sql`(s.uploaded_at, s.id) < (${after.uploadedAt}, ${after.id}::uuid)` : sql`true`
  const { rows } = await sql<MappedScript & { bytes: number }>`select s.*, m.bytes
    from mapped_scripts s join source_maps m on m.content_hash = s.content_hash
    where ${isAfter} order by s.uploaded_at desc, s.id desc limit ${limit}`.execute(db)
  return rows
}

/**
 * Deletes scripts, and the maps that no other script has.
 *
 * @returns how many scripts
 */
export async function deleteMappedScripts(db: Database, ids: string[]): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ contentHash: string }>`delete from mapped_scripts
      where id = any(${ids}::uuid[]) returning content_hash`.execute(trx)
    await sql`delete from source_maps m where m.content_hash = any(${rows.map((row) => row.contentHash)}::text[])
      and not exists (select from mapped_scripts s where s.content_hash = m.content_hash)`.execute(trx)
    return rows.length
  })
}

/** Finds scripts whose map was neither uploaded nor used since a time. */
export async function unusedScripts(db: Database, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from mapped_scripts
    where greatest(uploaded_at, last_used_at) < ${before} order by id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}
