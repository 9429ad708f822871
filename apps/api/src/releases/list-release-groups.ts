import type { ReleaseGroupsAnswer, ReleaseGroupsQuery } from '@collector/schema'
import type { Database } from '../storage/database.ts'
import { knownReleases, releaseGroups } from '../storage/queries/releases.ts'
import { keyOf, previousOf } from './release-order.ts'

/** Longer lists are cut. */
const mostListed = 50

/** Lists the groups of errors that a release brought, brought back, or ended. */
export async function listReleaseGroups(
  db: Database,
  { release, environment = '' }: ReleaseGroupsQuery,
): Promise<ReleaseGroupsAnswer> {
  const known = await knownReleases(db)
  const key = previousOf(known).get(keyOf({ release, environment }))
  const previous = known.find((one) => keyOf(one) === key)?.release
  const groups = await releaseGroups(db, { release, environment }, previous, mostListed)
  const listed = (wanted: (typeof groups)[number]['kind']) =>
    groups.filter(({ kind }) => kind === wanted).map(({ kind, ...group }) => group)
  return { previous: previous ?? null, new: listed('new'), regressed: listed('regressed'), gone: listed('gone') }
}
