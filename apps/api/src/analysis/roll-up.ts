import { ownTurn } from '../own-turn.ts'
import type { Database } from '../storage/database.ts'
import { addToFingerprintCounts } from '../storage/tables/fingerprints.ts'
import { pairedHours } from '../storage/tables/paired-hours.ts'
import type { RollupFacts } from '../storage/tables/rollup-queue.ts'
import {
  addToRollups,
  lateGroup,
  maxLateGroupsPerDay,
  maxValuesPerDay,
  otherValue,
  type RollupLevel,
  rolledUpValues,
  rollupDimensions,
} from '../storage/tables/rollups.ts'
import { tenMinutesForHours } from '../storage/tables/ten-minutes.ts'
import { bucketMs, startOf } from './buckets.ts'
import { countFingerprints } from './count-fingerprints.ts'
import { type Admit, type Place, type RollupError, RollupSums } from './rollup-sums.ts'

/** About a millisecond's work: those who send meanwhile must not wait for all of it. */
const pageViewsPerTurn = 250

/** Adds the facts of page views to the rollups, or takes them away, as the sign of each says. */
export async function addFacts(trx: Database, facts: RollupFacts[], errors: RollupError[]): Promise<void> {
  const paired = await pairedHours(trx)
  const recent = startOf('hour', Date.now()) - tenMinutesForHours * bucketMs.hour
  const levelOf = (time: number) => (time < recent ? 'hour' : 'tenMinutes')
  const sums = await sumsOf(trx, facts, errors, levelOf)
  const rows = await sums.rows((time) => [
    ...(levelOf(time) === 'tenMinutes' ? [placeOf('tenMinutes', time, ['single'])] : []),
    placeOf('hour', time, ['single']),
    placeOf('day', time, ['single', 'pair']),
    ...(paired.has(startOf('hour', time)) ? placesOfPaired(time) : []),
  ])
  await addToRollups(trx, rows)
  await addToFingerprintCounts(trx, await countFingerprints(trx, facts))
}

/** Adds an hour's pairs, and the hour to its six hours; `facts` are all of it that the rollups hold. */
export async function addPairs(trx: Database, facts: RollupFacts[], errors: RollupError[]): Promise<void> {
  const sums = await sumsOf(trx, facts, errors, () => 'hour')
  await addToRollups(trx, await sums.rows(placesOfPaired))
}

/** What an hour is in, once its pairs are kept, beside what it was in before. */
function placesOfPaired(time: number): Place[] {
  return [placeOf('hour', time, ['pair']), placeOf('sixHours', time, ['single', 'pair'])]
}

function placeOf(level: RollupLevel, time: number, cells: Place['cells']): Place {
  return { level, start: startOf(level, time), cells }
}

async function sumsOf(
  trx: Database,
  facts: RollupFacts[],
  errors: RollupError[],
  levelOf: (time: number) => RollupLevel,
): Promise<RollupSums> {
  const errorsOf = Map.groupBy(errors, (error) => error.debugDataId)
  const sums = new RollupSums(levelOf)
  for (const [time, ofDay] of Map.groupBy(facts, (row) => startOf('day', row.receivedAt.getTime()))) {
    const admit = admission(await rolledUpValues(trx, new Date(time)))
    for (const [index, row] of ofDay.entries()) {
      sums.addPageView(row, errorsOf.get(row.debugDataId) ?? [], admit)
      if (index % pageViewsPerTurn === pageViewsPerTurn - 1) await ownTurn()
    }
  }
  return sums
}

/** Keeps a day's values apart as long as there are not too many; a value stays what it was that day. */
function admission(known: Awaited<ReturnType<typeof rolledUpValues>>): Admit {
  const admitted = new Map([...rollupDimensions, lateGroup].map((dimension) => [dimension, new Set<string>()]))
  for (const { dimension, value } of known) admitted.get(dimension)?.add(value)
  // of a day that the version before rolled up late groups are not known: taken away they would count less than nothing
  const hasNoLate = admitted.get('groupKey')?.has(otherValue) && admitted.get(lateGroup)?.size === 0
  return (dimension, value) => {
    const values = admitted.get(dimension) as Set<string>
    if (values.has(value)) return value
    if (dimension === lateGroup && hasNoLate) return otherValue
    if (values.size >= (dimension === lateGroup ? maxLateGroupsPerDay : maxValuesPerDay)) return otherValue
    values.add(value)
    return value
  }
}
