import type { Database } from '../storage/database.ts'
import { maxValuesPerDay, overflowValue, type RollupDimension } from '../storage/tables/page-view-rollups.ts'
import { yieldToEventLoop } from '../yield-to-event-loop.ts'
import { addErrorRows, addPageViewRows, rolledUpValues } from './add-to-rollups.ts'
import { startOf } from './buckets.ts'
import type { RollupFacts } from './queue.ts'
import { type Admit, type Audience, nameOf, type RollupError, RollupSums } from './rollup-sums.ts'

/** Number per turn, about a millisecond of work, so that other requests do not wait. */
const pageViewsPerTurn = 250

/** Adds the facts of page views of a shard to its rollups, or subtracts them, by the sign of each. */
export async function rollUp(trx: Database, shard: number, facts: RollupFacts[], errors: RollupError[]): Promise<void> {
  const errorsOf = Map.groupBy(errors, (error) => error.debugDataId)
  const sums = new RollupSums()
  for (const [day, ofDay] of Map.groupBy(facts, (row) => startOf('day', row.receivedAt.getTime()))) {
    const admit = admission(await rolledUpValues(trx, new Date(day)))
    for (const [index, row] of ofDay.entries()) {
      sums.add(row, errorsOf.get(row.debugDataId) ?? [], admit)
      if (index % pageViewsPerTurn === pageViewsPerTurn - 1) await yieldToEventLoop()
    }
  }
  await addPageViewRows(trx, shard, await sums.pageViewRows())
  await addErrorRows(trx, shard, sums.errorRows())
}

/** Makes the function that admits values of a day up to the limit; a value stays in its row, or in the overflow, for the whole day. */
function admission(known: Awaited<ReturnType<typeof rolledUpValues>>): Admit {
  const admitted = new Map<string, Set<string>>()
  const valuesOf = (audience: Audience, dimension: RollupDimension) => {
    const key = `${nameOf(audience)} ${dimension}`
    const values = admitted.get(key) ?? new Set()
    admitted.set(key, values)
    return values
  }
  for (const { dimension, value, ...audience } of known) valuesOf(audience, dimension).add(value)
  return (audience, dimension, value) => {
    const values = valuesOf(audience, dimension)
    if (values.has(value)) return value
    if (values.size >= maxValuesPerDay) return overflowValue
    values.add(value)
    return value
  }
}
