import type { Database } from '../storage/database.ts'
import { busyPairedForHours, pairedHours } from '../storage/tables/paired-hours.ts'
import { bucketMs } from './buckets.ts'

/** An overview asks many questions at once. */
const keptMs = 2000

const known = new WeakMap<Database, { until: number; hours: Promise<Set<number>> }>()

/** Whether the pairs of an hour are kept, as it was a moment ago. */
export async function pairedNow(db: Database, now: Date): Promise<(hour: number) => boolean> {
  let kept = known.get(db)
  if (!kept || kept.until < performance.now()) {
    kept = { until: performance.now() + keptMs, hours: pairedHours(db) }
    known.set(db, kept)
    kept.hours.catch(() => forgetPaired(db))
  }
  const paired = await kept.hours
  // the first of them may be forgotten before it is read
  const first = now.getTime() - (busyPairedForHours - 1) * bucketMs.hour
  return (hour) => hour >= first && paired.has(hour)
}

/** To be called by who changes which hours have pairs. */
export function forgetPaired(db: Database): void {
  known.delete(db)
}
