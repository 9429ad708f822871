import type { Database } from '../storage/database.ts'
import { busyPairedForHours, pairedHours } from '../storage/tables/paired-hours.ts'
import { hoursWithTenMinutes, tenMinutesForHours } from '../storage/tables/ten-minutes.ts'
import { bucketMs } from './buckets.ts'

/** What rollups hold of an hour besides the hour itself. */
export interface SummedUp {
  /** Its pairs of dimensions. */
  isPaired(hour: number): boolean
  /** Each ten minutes of it. */
  hasTenMinutes(hour: number): boolean
}

/** An overview asks many questions at once. */
const keptMs = 2000

type Hours = Record<'paired' | 'withTenMinutes', Set<number>>

const known = new WeakMap<Database, { until: number; hours: Promise<Hours> }>()

/** As it was a moment ago. */
export async function summedUpNow(db: Database, now: Date): Promise<SummedUp> {
  let kept = known.get(db)
  if (!kept || kept.until < performance.now()) {
    kept = { until: performance.now() + keptMs, hours: ask(db, now) }
    known.set(db, kept)
    kept.hours.catch(() => forgetSummedUp(db))
  }
  const { paired, withTenMinutes } = await kept.hours
  // the first of them may be forgotten, or written no more, before it is read
  const isWithin = (hour: number, hours: number) => hour >= now.getTime() - (hours - 1) * bucketMs.hour
  return {
    isPaired: (hour) => paired.has(hour) && isWithin(hour, busyPairedForHours),
    hasTenMinutes: (hour) => withTenMinutes.has(hour) && isWithin(hour, tenMinutesForHours),
  }
}

/** To be called by who changes what there is of an hour, but for the job that adds to it. */
export function forgetSummedUp(db: Database): void {
  known.delete(db)
}

async function ask(db: Database, now: Date): Promise<Hours> {
  const first = new Date(now.getTime() - tenMinutesForHours * bucketMs.hour)
  const [paired, withTenMinutes] = await Promise.all([pairedHours(db), hoursWithTenMinutes(db, first)])
  return { paired, withTenMinutes }
}
