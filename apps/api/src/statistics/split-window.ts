import type { Window } from '../filters/filter.ts'
import { bucketMs, type RollupLevel } from '../rollups/buckets.ts'

/** A window as whole buckets and corrections at its ends. */
export interface SplitWindow {
  /** The time that whole buckets cover; undefined if the window is too short for any. */
  covered: Window | undefined
  /** Corrections at the ends: time that the buckets miss (sign 1) or overshoot (-1), at most half an hour each. */
  edges: Edge[]
}

export interface Edge extends Window {
  sign: 1 | -1
}

/** The buckets of one level that lie in a window. */
export interface Span extends Window {
  level: RollupLevel
}

/**
 * Rounds a window to whole hours, so that few page views are counted one by one. A window that ends in the future becomes
 * open, since nothing can have been received later.
 */
export function splitWindow({ from, to }: Window, now: Date): SplitWindow {
  const end = to && to > now ? undefined : to
  const covered = { from: from && nearestHour(from), to: end && nearestHour(end) }
  const edges = [...edgeBetween(from, covered.from), ...edgeBetween(covered.to, end)]
  const lengthMs = Number(end ?? now) - Number(from)
  const isShort = from !== undefined && edges.reduce((sum, edge) => sum + lengthOf(edge), 0) >= lengthMs
  if (isShort || isEmpty(covered)) return { covered: undefined, edges: [{ from, to: end, sign: 1 }] }
  return { covered, edges }
}

/** Splits whole hours into whole days and the hours around them. */
export function daysAndHours(covered: Window): Span[] {
  const days = {
    from: covered.from && new Date(Math.ceil(Number(covered.from) / bucketMs.day) * bucketMs.day),
    to: covered.to && new Date(Math.floor(Number(covered.to) / bucketMs.day) * bucketMs.day),
  }
  if (isEmpty(days)) return [{ level: 'hour', ...covered }]
  const around: Span[] = [
    { level: 'hour', from: covered.from, to: days.from },
    { level: 'hour', from: days.to, to: covered.to },
  ]
  return [{ level: 'day', ...days }, ...around.filter(({ from, to }) => from && to && from < to)]
}

function nearestHour(time: Date): Date {
  return new Date(Math.round(time.getTime() / bucketMs.hour) * bucketMs.hour)
}

/** Returns the time between an exact end of a window and the rounded one. */
function edgeBetween(from: Date | undefined, to: Date | undefined): Edge[] {
  if (!from || !to || Number(from) === Number(to)) return []
  return from < to ? [{ from, to, sign: 1 }] : [{ from: to, to: from, sign: -1 }]
}

function isEmpty({ from, to }: Window): boolean {
  return from !== undefined && to !== undefined && from >= to
}

function lengthOf({ from, to }: Window): number {
  return Number(to) - Number(from)
}
