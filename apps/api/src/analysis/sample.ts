import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { expectedRows } from '../storage/tables/listed.ts'
import { all, type Conditions, matches, matchesColumns, matchesEach, type Sample } from './conditions.ts'
import { type Pieces, piecesOfPeriod, reachedOf } from './pieces-of-period.ts'
import { numbersOf } from './source.ts'
import { isOfFacts } from './sources.ts'

/** How large a sample is. */
export interface SampleLimits {
  /** So many page views or up to twice as many: a tenth of 10,000 is told to within one in a hundred of all. */
  taken: number
  /** Pieces of the time that they are taken from. */
  pieces: number
}

/** One piece an hour of a month and the month before it. */
const defaults: SampleLimits = { taken: 10_000, pieces: 1500 }

/**
 * Conditions that ask for the page views that match by their numbers, where no rollup knows how many they are: found once,
 * whatever is asked of them then. Of very many for a sample.
 */
export async function sampled(
  db: Database,
  conditions: Conditions,
  limits: SampleLimits = defaults,
): Promise<Conditions> {
  if (!isOfFacts({ metric: 'pageViews', conditions })) return conditions
  const taken = await takeSome(db, conditions, limits)
  if (taken && taken.ids.length * taken.weight > 2 * limits.taken) return { ...conditions, sample: taken }
  // fewer than the planner thought, who takes what is asked for independent
  const most = 4 * limits.taken
  const ids = await idsOf(db, sql`from facts f where f.is_current and ${matches(conditions)} limit ${most}`)
  return ids.length < most ? { ...conditions, sample: { ids, weight: 1 } } : conditions
}

/** The same for questions about errors: of the page views that have some, which are fewer, so that more of them are read. */
export async function sampledErrors(db: Database, conditions: Conditions, limits?: SampleLimits): Promise<Conditions> {
  const isKnown = !isOfFacts({ metric: 'errors', conditions })
  return isKnown ? conditions : sampled(db, { ...conditions, hasErrors: true }, limits)
}

/** Whether numbers are about right. */
export function isEstimate({ sample }: Conditions): boolean {
  return sample !== undefined && sample.weight > 1
}

/** undefined where all can be taken. */
async function takeSome(db: Database, conditions: Conditions, limits: SampleLimits): Promise<Sample | undefined> {
  const [expected, reached] = await Promise.all([
    expectedRows(db, 'facts', all([sql`f.is_current`, matches(conditions)])),
    reachedOf(db, conditions),
  ])
  const weight = Math.floor(expected / limits.taken)
  if (weight < 2 || !reached) return undefined
  const { ip, ...others } = conditions
  const from =
    ip === undefined
      ? ofPeriod({ ...reached, conditions, share: 1 / weight, pieces: limits.pieces })
      : ofAddress(ip, weight)
  return thinnedOut(
    { ids: await idsOf(db, sql`from ${from} f where f.is_current and ${matchesEach(others)}`), weight },
    limits,
  )
}

/** What is asked of errors and texts is looked up for each afterwards: it would be sought anew for each piece. */
function ofPeriod({ conditions, ...pieces }: Omit<Pieces, 'where'> & { conditions: Conditions }): RawBuilder<unknown> {
  const isErroneous = conditions.groupKey !== undefined && { hasErrors: true }
  return piecesOfPeriod({ ...pieces, where: matchesColumns({ ...conditions, ...isErroneous }) })
}

/** Addresses have an index, but not by time. */
function ofAddress(ip: string, weight: number): RawBuilder<unknown> {
  return sql`(select f.* from facts f
    where f.debug_data_id in (select d.id from debug_data d where d.ip = ${ip} and d.id % ${weight} = 0))`
}

/** Of more than were expected some are left out. */
function thinnedOut({ ids, weight }: Sample, { taken }: SampleLimits): Sample {
  const every = Math.max(1, Math.floor(ids.length / taken))
  return { ids: ids.filter((_, place) => place % every === 0), weight: weight * every }
}

async function idsOf(db: Database, from: RawBuilder<unknown>): Promise<number[]> {
  const { rows } = await sql<{ ids: string | null }>`select array_agg(id)::text as ids
    from (select f.debug_data_id as id ${from}) found`.execute(db)
  return numbersOf(rows[0]?.ids ?? null)
}
