import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'

/** Deletes those of some groups that have no errors any more, and those that they alone were shown as. */
export async function sweepGroups(trx: Database, groupKeys: string[]): Promise<void> {
  const merged = await deleteUnused(trx, groupKeys)
  // the last group that was shown as another one keeps it no longer
  await deleteUnused(trx, [...new Set(merged)].filter((key) => key !== null).toSorted())
}

/** @returns what the deleted groups were shown as */
async function deleteUnused(trx: Database, groupKeys: string[]): Promise<(string | null)[]> {
  if (groupKeys.length === 0) return []
  const { rows } = await sql<{ mergedInto: string | null }>`delete from error_groups g
    where g.group_key = any(${groupKeys}::text[]) and g.group_key not in (${withErrors(groupKeys)})
      and not exists (select from error_groups m where m.merged_into = g.group_key)
    returning g.merged_into`.execute(trx)
  return rows.map(({ mergedInto }) => mergedInto)
}

/** SQL of the keys that errors have. One group may have very many, so one of each is looked for. */
function withErrors(groupKeys: string[]) {
  return sql.join(
    groupKeys.map((key) => sql`(select e.group_key from errors e where e.group_key = ${key} limit 1)`),
    sql` union all `,
  )
}
