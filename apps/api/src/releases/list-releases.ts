import { type Filters, metricNames, type ReleaseItem, type ReleasesAnswer, type ReleasesQuery } from '@collector/schema'
import { isNarrowed } from '../filters/filter.ts'
import { readFilter } from '../filters/read-filter.ts'
import { Histogram } from '../rollups/histogram.ts'
import { ask, type Counts, counts, type Distribution, distributions } from '../statistics/ask.ts'
import { choosePlans } from '../statistics/choose-plan.ts'
import { p75Of } from '../statistics/percentiles.ts'
import { decodeRank, pageOfRanking } from '../statistics/rank-cursor.ts'
import { scopeOf } from '../statistics/scope.ts'
import type { Database } from '../storage/database.ts'
import { type KnownRelease, knownReleases, type ReleaseDetails, releaseDetails } from '../storage/queries/releases.ts'
import { keyOf, previousOf, rankOf } from './release-order.ts'

/**
 * Lists one page of the releases, newest first, each compared with the one before it in its environment.
 *
 * @throws RefusedError for an invalid cursor, or a time that does not exist
 */
export async function listReleases(
  db: Database,
  { limit, cursor, ...filters }: ReleasesQuery,
): Promise<ReleasesAnswer> {
  const after = cursor === undefined ? undefined : decodeRank(cursor, 1)
  const filter = await readFilter(db, filters)
  const [known, { breakdowns: plan }] = await Promise.all([knownReleases(db), choosePlans(db, filter, 'build')])
  const scope = scopeOf(plan, filter)
  const comparing = filters.release === undefined ? scope : await scopeOfAllReleases(db, filters)
  const { byBuild } = await ask(db, scope, { byBuild: counts({ by: 'build' }) })
  const countsOf = new Map(byBuild.map((row) => [row.value, row]))
  const listsAll = !isNarrowed(filter) && !filter.window.from && !filter.window.to
  const listed = known.filter((release) => listsAll || countsOf.has(keyOf(release)))
  const { shown, nextCursor } = pageOfRanking(listed, rankOf, { after, limit })
  const previous = previousOf(known)
  const wanted = shown.flatMap((release) => [keyOf(release), previous.get(keyOf(release)) ?? []].flat())
  const [{ vitals }, details] = await Promise.all([
    ask(db, comparing, { vitals: distributions(metricNames, { by: 'build' }, [...new Set(wanted)]) }),
    releaseDetails(db, shown),
  ])
  const detailsOf = new Map(details.map((row) => [keyOf(row), row]))
  return {
    items: shown.map((release) => {
      const key = keyOf(release)
      return itemOf(release, countsOf.get(key), detailsOf.get(key), vitalsOf(vitals, key, previous.get(key)))
    }),
    nextCursor,
  }
}

/** Returns the scope without the filter by release, because a release is compared with another one. */
async function scopeOfAllReleases(db: Database, { release: _, ...others }: Filters) {
  const filter = await readFilter(db, others)
  const { breakdowns } = await choosePlans(db, filter, 'build')
  return scopeOf(breakdowns, filter)
}

function itemOf(
  { release, environment, beganAt }: KnownRelease,
  counted: Counts | undefined,
  details: ReleaseDetails | undefined,
  vitals: ReleaseItem['vitals'],
): ReleaseItem {
  return {
    release,
    environment: environment || null,
    firstSeen: beganAt.toISOString(),
    lastSeen: details?.lastSeen?.toISOString() ?? null,
    pageViews: counted?.pageViews ?? 0,
    errors: counted?.errors ?? 0,
    newGroups: details?.newGroups ?? 0,
    regressedGroups: details?.regressedGroups ?? 0,
    vitals,
  }
}

function vitalsOf(rows: Distribution[], key: string, previousKey: string | undefined): ReleaseItem['vitals'] {
  return Object.fromEntries(
    metricNames.map((metric) => {
      const of = (value: string | undefined) =>
        rows.find((row) => row.metric === metric && row.value === value)?.histogram ?? new Histogram()
      const [histogram, before] = [of(key), of(previousKey)]
      const vital = {
        p75: p75Of(metric, histogram),
        count: histogram.count(),
        previousP75: p75Of(metric, before),
        previousCount: before.count(),
      }
      return [metric, vital]
    }),
  ) as ReleaseItem['vitals']
}
