/** The two lengths of bucket that rollups are kept in, in milliseconds. */
export const bucketMs = { hour: 3_600_000, day: 86_400_000 } as const
export type RollupLevel = keyof typeof bucketMs

/** The start of the bucket that contains a time, in milliseconds since 1970. */
export function startOf(level: RollupLevel, time: number): number {
  return Math.floor(time / bucketMs[level]) * bucketMs[level]
}
