import type { RollupLevel } from '../storage/tables/rollups.ts'

/** How long a bucket of time is. */
export const bucketMs = {
  tenMinutes: 600_000,
  hour: 3_600_000,
  sixHours: 21_600_000,
  day: 86_400_000,
} as const satisfies Record<RollupLevel, number>

/** When the bucket began that a time lies in. */
export function startOf(level: RollupLevel, time: number): number {
  return Math.floor(time / bucketMs[level]) * bucketMs[level]
}

/** When the hours begin between two times that begin hours. */
export function hoursBetween(from: number, to: number): number[] {
  return Array.from({ length: (to - from) / bucketMs.hour }, (_, index) => from + index * bucketMs.hour)
}
