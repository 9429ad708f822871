import type { ErrorGroupChange, ErrorGroupChanged } from '@collector/schema'
import { RefusedError } from '../http-errors.ts'
import type { Database } from '../storage/database.ts'
import { errorGroupsByKey, setErrorGroupStatus } from '../storage/queries/error-groups.ts'
import { mergeGroups, shownGroupKey, splitGroup } from '../storage/queries/merged-groups.ts'

/**
 * Changes the status of a group, merges it into another one, or splits it from the one that it is merged into. A merged group has the
 * status of the one that it is shown as.
 *
 * @returns undefined where there is no such group
 * @throws RefusedError for a group that cannot be merged so
 */
export async function changeErrorGroup(
  db: Database,
  groupKey: string,
  { status, resolvedInRelease, mergeInto }: ErrorGroupChange,
): Promise<ErrorGroupChanged | undefined> {
  const chosen = status ?? (resolvedInRelease === undefined ? undefined : 'resolved')
  if (resolvedInRelease !== undefined && chosen !== 'resolved') {
    throw new RefusedError(400, 'resolvedInRelease needs the status resolved, or none')
  }
  if (chosen === undefined && mergeInto === undefined) throw new RefusedError(400, 'set status or mergeInto')
  if (!(await isGroup(db, groupKey))) return undefined
  if (mergeInto === null) await splitGroup(db, groupKey)
  else if (mergeInto !== undefined) await merge(db, groupKey, mergeInto)
  const shown = await shownGroupKey(db, groupKey)
  if (chosen !== undefined) {
    await setErrorGroupStatus(db, shown, chosen, resolvedInRelease ?? null)
    return { groupKey: shown, status: chosen, resolvedInRelease: resolvedInRelease ?? null }
  }
  const [group] = await errorGroupsByKey(db, [shown])
  return { groupKey: shown, status: group?.state ?? 'open', resolvedInRelease: group?.resolvedIn ?? null }
}

async function merge(db: Database, groupKey: string, mergeInto: string): Promise<void> {
  if (!(await isGroup(db, mergeInto))) throw new RefusedError(400, 'mergeInto must be the key of an error group')
  const into = await shownGroupKey(db, mergeInto)
  if (into === groupKey)
    throw new RefusedError(400, 'mergeInto must be another group: this one is shown as the same already')
  await db.transaction().execute((trx) => mergeGroups(trx, groupKey, into, true))
}

async function isGroup(db: Database, groupKey: string): Promise<boolean> {
  const found = await db
    .selectFrom('errorGroups')
    .select('groupKey')
    .where('groupKey', '=', groupKey)
    .executeTakeFirst()
  return found !== undefined
}
