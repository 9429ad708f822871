import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'

/** Deletes those of some groups that have no errors any more, and those that they alone were shown as. */
export async function sweepGroups(trx: Database, groupKeys: string[]): Promise<void> {
  const merged = await deleteUnused(trx, groupKeys)
  // the last group that was shown as another one keeps it no longer
  await deleteUnused(trx, [...new Set(merged)].filter((key) => key !== null).toSorted())
}

/** Deletes groups and the releases that they occurred in; returns what they were shown as. */
async function deleteUnused(trx: Database, groupKeys: string[]): Promise<(string | null)[]> {
  if (groupKeys.length === 0) return []
  const { rows } = await sql<{ groupKey: string; mergedInto: string | null }>`delete from error_groups g
    where g.group_key = any(${groupKeys}::text[]) and g.group_key not in (${withErrors(groupKeys)})
      and not exists (select from error_groups m where m.merged_into = g.group_key)
    returning g.group_key, g.merged_into`.execute(trx)
  const deleted = rows.map(({ groupKey }) => groupKey)
  if (deleted.length > 0) await trx.deleteFrom('errorGroupReleases').where('groupKey', 'in', deleted).execute()
  return rows.map(({ mergedInto }) => mergedInto)
}

/** SQL of the keys that errors have. One group may have very many, so one of each is looked for. */
function withErrors(groupKeys: string[]) {
  return sql.join(
    groupKeys.map((key) => sql`(select e.group_key from errors e where e.group_key = ${key} limit 1)`),
    sql` union all `,
  )
}
