import type { Interval } from '@collector/schema'
import type { Window } from '../filters/filter.ts'
import { bucketMs } from '../rollups/buckets.ts'

/** Returns hours for up to two days, else days, so that a chart has neither too few nor too many points. */
export function intervalFor({ from, to }: Window): Interval {
  if (!from) return 'day'
  return (to?.getTime() ?? Date.now()) - from.getTime() <= 2 * bucketMs.day ? 'hour' : 'day'
}
