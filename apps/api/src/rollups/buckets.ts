import { dayMs, hourMs } from '@collector/schema/catalogue'

/** The two lengths of bucket that rollups are kept in, in milliseconds. */
export const bucketMs = { hour: hourMs, day: dayMs } as const
export type RollupLevel = keyof typeof bucketMs

/** Returns the start of the bucket that contains a time, in milliseconds since 1970. */
export function startOf(level: RollupLevel, time: number): number {
  return Math.floor(time / bucketMs[level]) * bucketMs[level]
}
