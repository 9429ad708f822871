import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { expectedRows } from '../storage/tables/listed.ts'
import { hasLateGroups } from '../storage/tables/rollups.ts'
import { all, areErroneous, type Conditions, matches, type Sample } from './conditions.ts'
import { idsOf, idsOfDays, takeOneOf } from './matching-ids.ts'
import { reachedOf } from './pieces-of-period.ts'
import { rarestPair, sumOf } from './rarest-pair.ts'
import { filtersOf, inDays, isOfFacts, isPartlyOther } from './sources.ts'

/** How large a sample is. */
export interface SampleLimits {
  /** About so many page views: from half of it to twice as many. A tenth of 10,000 is told to within one in a hundred of all. */
  taken: number
  /** Pieces of the time that they are taken from. */
  pieces: number
}

/** One piece an hour of a month and the month before it. */
const defaults: SampleLimits = { taken: 10_000, pieces: 1500 }
/** Of what the planner took for few. */
const firstWeight = 64

/**
 * Conditions that ask for the page views that match by their numbers, where no rollup knows how many they are: found once,
 * whatever is asked of them then. Of more than two to four times as many as are taken, for a sample.
 */
export async function sampled(
  db: Database,
  conditions: Conditions,
  { taken, pieces }: SampleLimits = defaults,
): Promise<Conditions> {
  if (!isOfFacts({ metric: 'pageViews', conditions })) return conditions
  const [expected, pair, reached] = await Promise.all([
    expectedRows(db, 'facts', all([sql`f.is_current`, matches(conditions)])),
    rarestPair(db, conditions),
    reachedOf(db, conditions),
  ])
  if (!reached) return { ...conditions, sample: { ids: [], weight: 1 } }
  // frequent apart and rare together: the rollups know it, the planner does not
  if (pair && expected >= 2 * taken && sumOf(pair) < 4 * taken) {
    return { ...conditions, sample: { ids: await idsOfDays(db, conditions, pair), weight: 1 } }
  }
  const take = (weight: number) => takeOneOf(weight, db, conditions, { period: reached, pieces })

  let sample = expected < 2 * taken ? undefined : await take(expected / taken)
  if (!sample || standsFor(sample) <= 2 * taken) {
    const limit = 4 * taken
    const ids = await idsOf(db, sql`from facts f where f.is_current and ${matches(conditions)} limit ${limit}`)
    if (ids.length < limit) return { ...conditions, sample: { ids, weight: 1 } }
    sample = await take(firstWeight)
  }
  // the planner takes what is asked for independent: where far fewer match than it thought more of them are taken
  if (sample.ids.length < taken / 2) sample = await take(standsFor(sample) / taken)
  return { ...conditions, sample: thinnedOut(sample, taken) }
}

/**
 * The same for questions about errors: of the page views that have some, which are fewer, so that more of them are read.
 *
 * @param ofGroup the only group that is asked about
 */
export async function sampledErrors(
  db: Database,
  conditions: Conditions,
  limits?: SampleLimits,
  ofGroup?: string,
): Promise<Conditions> {
  if (await areGroupsKnown(db, conditions, ofGroup)) return conditions
  const asked = { ...conditions, ofGroup }
  return sampled(db, areErroneous(asked) ? asked : { ...asked, hasErrors: asked.hasErrors ?? true }, limits)
}

/** Groups that come late in a day are known by themselves, but not behind a filter. */
async function areGroupsKnown(db: Database, conditions: Conditions, ofGroup: string | undefined): Promise<boolean> {
  if (isOfFacts({ metric: 'errors', conditions })) return false
  if (filtersOf({ ...conditions, hasErrors: undefined }).length === 0) return true
  const isAnyLate = ofGroup
    ? isPartlyOther(db, { dimension: 'groupKey', values: [ofGroup] }, conditions)
    : hasLateGroups(db, inDays(conditions))
  return !(await isAnyLate)
}

/** Whether numbers are about right. */
export function isEstimate({ sample }: Conditions): boolean {
  return sample !== undefined && sample.weight > 1
}

function standsFor({ ids, weight }: Sample): number {
  return ids.length * weight
}

/** Of more than were expected some are left out. */
function thinnedOut({ ids, weight }: Sample, taken: number): Sample {
  const every = 2 ** Math.max(0, Math.floor(Math.log2(ids.length / taken)))
  return { ids: ids.filter((_, place) => place % every === 0), weight: weight * every }
}
