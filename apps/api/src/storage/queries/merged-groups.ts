import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { latestErrors, type Occurrence } from './occurrences.ts'

/** The group that each merged group is shown as, by its key. */
export type MergedGroups = ReadonlyMap<string, string>

export async function readMergedGroups(db: Database): Promise<MergedGroups> {
  const { rows } = await sql<{ groupKey: string; mergedInto: string }>`
    select group_key, merged_into from error_groups where merged_into is not null`.execute(db)
  return new Map(rows.map(({ groupKey, mergedInto }) => [groupKey, mergedInto]))
}

/** Returns the keys of groups and of those merged into them. */
export function withMembers(groupKeys: readonly string[], merged: MergedGroups): string[] {
  const wanted = new Set(groupKeys)
  return [...groupKeys, ...[...merged].filter(([, into]) => wanted.has(into)).map(([groupKey]) => groupKey)]
}

/** Returns the key of the group that a group is shown as: mostly its own. */
export async function shownGroupKey(db: Database, groupKey: string): Promise<string> {
  const row = await db
    .selectFrom('errorGroups')
    .select('mergedInto')
    .where('groupKey', '=', groupKey)
    .executeTakeFirst()
  return row?.mergedInto ?? groupKey
}

/** Returns the keys of all groups that are shown as one, its own first. */
export async function memberKeys(db: Database, groupKey: string): Promise<string[]> {
  const rows = await db.selectFrom('errorGroups').select('groupKey').where('mergedInto', '=', groupKey).execute()
  return [groupKey, ...rows.map((row) => row.groupKey).toSorted()]
}

/**
 * Shows a group, and those merged into it, as another one. What was decided about either holds for both: ignored, else resolved at the
 * later time.
 */
export async function mergeGroups(trx: Database, groupKey: string, into: string, byHand: boolean): Promise<void> {
  await sql`update error_groups set merged_into = ${into}, is_placed_by_hand = is_placed_by_hand or ${byHand}
    where group_key = ${groupKey}`.execute(trx)
  await sql`update error_groups set merged_into = ${into} where merged_into = ${groupKey}`.execute(trx)
  await sql`update error_groups g set status = decided.status, status_since = decided.status_since, resolved_in = decided.resolved_in
    from (select status, status_since, resolved_in from error_groups where group_key in (${groupKey}, ${into})
      order by case status when 'ignored' then 0 when 'resolved' then 1 else 2 end, status_since desc nulls last
      limit 1) decided
    where g.group_key = ${into}`.execute(trx)
}

/** Shows a merged group by itself again; no map merges it anew. @returns whether it was merged */
export async function splitGroup(db: Database, groupKey: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('errorGroups')
    .set({ mergedInto: null, isPlacedByHand: true })
    .where('groupKey', '=', groupKey)
    .where('mergedInto', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The latest error of a group whose frames were not mapped yet. */
export interface UnexaminedGroup extends Occurrence {
  noise: string | null
}

/** Finds groups whose latest error shall be mapped, those first that occurred first; none while no map is stored. */
export async function unexaminedGroups(db: Database, limit: number): Promise<UnexaminedGroup[]> {
  const { rows } = await sql<Pick<UnexaminedGroup, 'groupKey' | 'noise'>>`select group_key, noise from error_groups
    where examined_at is null and exists (select from mapped_scripts) order by group_key limit ${limit}`.execute(db)
  const noise = new Map(rows.map((row) => [row.groupKey, row.noise]))
  const latest = await latestErrors(db, [...noise.keys()])
  return latest.map((error) => ({ ...error, noise: noise.get(error.groupKey) ?? null }))
}

/** The outcome of mapping the latest error of a group. */
export interface ExaminedGroup {
  groupKey: string
  /** Equal for groups that become one when mapped; null if no frame is mapped. */
  mappedKey: string | null
  /** File names and debug ids of scripts whose maps would change it. */
  awaitedMaps: string[]
}

const regroupLock = 7_190_024

/** Stores what groups are once mapped, and merges each with one of the same key, unless somebody placed it by hand. */
export async function storeExamined(db: Database, groups: ExaminedGroup[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${regroupLock})`.execute(trx)
    for (const { groupKey, mappedKey, awaitedMaps } of groups) {
      await sql`update error_groups set mapped_key = ${mappedKey}, awaited_maps = ${awaitedMaps}::text[], examined_at = now()
        where group_key = ${groupKey}`.execute(trx)
      const { rows } = await sql<{ into: string }>`
        select coalesce(same.merged_into, same.group_key) as into from error_groups g
        join error_groups same on same.mapped_key = g.mapped_key and same.group_key <> g.group_key
        where g.group_key = ${groupKey} and g.merged_into is null and not g.is_placed_by_hand
          and coalesce(same.merged_into, same.group_key) <> g.group_key
        order by same.is_placed_by_hand, same.examined_at, same.group_key limit 1`.execute(trx)
      if (rows[0]) await mergeGroups(trx, groupKey, rows[0].into, false)
    }
  })
}

/** Marks groups to be examined again if they awaited one of these maps, by file name or debug id. */
export async function reexamineGroups(db: Database, uploaded: string[]): Promise<void> {
  await sql`update error_groups set examined_at = null where awaited_maps && ${uploaded}::text[]`.execute(db)
}
