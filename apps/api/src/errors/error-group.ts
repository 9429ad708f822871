import { dimensions, type ErrorGroupAnswer, type ErrorGroupQuery } from '@collector/schema'
import { readFilter } from '../filters/read-filter.ts'
import { chooseErrorGroupPlans, ofGroup } from '../statistics/choose-plan.ts'
import { countGroup, type GroupNumbers } from '../statistics/count-error-groups.ts'
import { isEstimate, scopeOf } from '../statistics/scope.ts'
import { timeBuckets } from '../statistics/time-buckets.ts'
import { describeGroups, errorGroupsByKey } from '../storage/queries/error-groups.ts'
import { memberKeys, shownGroupKey } from '../storage/queries/merged-groups.ts'
import { firstOccurrences } from '../storage/queries/occurrences.ts'
import type { Storage } from '../storage/storage.ts'
import { countVisitors } from './count-visitors.ts'
import { latestOccurrences } from './latest-occurrences.ts'
import { toItem } from './list-error-groups.ts'

const maxBreakdown = 10

/** Answers one group, or the one that it is merged into, with its latest occurrences; undefined if no group has this key. */
export async function answerErrorGroup(
  storage: Pick<Storage, 'db' | 'readDb'>,
  askedKey: string,
  { timeZone, ...filters }: ErrorGroupQuery,
): Promise<ErrorGroupAnswer | undefined> {
  const { readDb: db } = storage
  const filter = await readFilter(db, filters)
  const buckets = timeBuckets(filter.window, timeZone)
  const groupKey = await shownGroupKey(db, askedKey)
  const members = await memberKeys(db, groupKey)
  const [[stored], plans] = await Promise.all([
    errorGroupsByKey(db, [groupKey]),
    chooseErrorGroupPlans(db, filter, members),
  ])
  if (!stored) return undefined
  const narrowed = ofGroup(filter, members)
  const totals = scopeOf(plans.totals, narrowed)
  const breakdowns = scopeOf(plans.breakdowns, narrowed)
  const [{ points, shares }, visitors, sources, occurrences, merged] = await Promise.all([
    plans.totals === plans.breakdowns
      ? countGroup(db, totals, members, { buckets, dimensions })
      : countBoth(countGroup(db, totals, members, { buckets }), countGroup(db, breakdowns, members, { dimensions })),
    countVisitors(db, filter, members),
    firstOccurrences(
      db,
      members.map((member) => ({ groupKey: member, since: null })),
    ),
    latestOccurrences(storage, filter, members),
    describeGroups(db, members.slice(1)),
  ])
  const sumOf = (field: 'count' | 'pageViews') => points.reduce((sum, point) => sum + point[field], 0)
  return {
    ...toItem(
      { ...stored, count: sumOf('count'), pageViews: sumOf('pageViews') },
      points.map(({ at, count }) => ({ at, count })),
    ),
    firstRelease: [...sources.values()][0]?.release ?? null,
    visitors,
    occurrences,
    merged,
    breakdowns: Object.fromEntries(
      dimensions.map((name) => [name, (shares.get(name) ?? []).slice(0, maxBreakdown)]),
    ) as ErrorGroupAnswer['breakdowns'],
    isEstimate: isEstimate(breakdowns),
  }
}

async function countBoth(totals: Promise<GroupNumbers>, breakdowns: Promise<GroupNumbers>): Promise<GroupNumbers> {
  const [{ points }, { shares }] = await Promise.all([totals, breakdowns])
  return { points, shares }
}
