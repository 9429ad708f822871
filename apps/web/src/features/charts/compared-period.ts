import { dayMs, hourMs } from '@collector/schema/catalogue'
import { addDays, fromLocal, startOfDay, zoneOffsetMs } from '../../words/time-zone.ts'

/** Periods that a time can be compared with, by their names in the address, and in words. */
export const comparisons = {
  before: 'Previous period',
  weekdays: 'Same weekdays',
  none: 'Nothing',
} as const

export type Comparison = keyof typeof comparisons

export function readComparison(query: URLSearchParams, byDefault: Comparison): Comparison {
  const asked = query.get('compare')
  return asked !== null && Object.hasOwn(comparisons, asked) ? (asked as Comparison) : byDefault
}

/** Returns the period that a time is compared with; undefined for none, or if the time has no start. */
export function comparedPeriod(
  comparison: Comparison,
  { from, to = new Date().toISOString() }: { from?: string | undefined; to?: string | undefined },
): { from: string; to: string } | undefined {
  if (!from || comparison === 'none') return undefined
  return comparison === 'before' ? periodBefore(from, to) : sameWeekdays(from, to)
}

/**
 * Returns the previous period, of the same length. If a period begins at midnight or at a whole hour, the previous one is up
 * to one day or hour longer, so that it begins so too: then rollups can answer, and the buckets of both align in a chart.
 */
function periodBefore(from: string, to: string): { from: string; to: string } {
  const start = Date.parse(from)
  const lengthMs = Date.parse(to) - start
  return { from: new Date(startBefore(start, lengthMs)).toISOString(), to: from }
}

function startBefore(start: number, lengthMs: number): number {
  if (startOfDay(start) === start) return addDays(start, -Math.ceil(lengthMs / dayMs))
  return start - (start % hourMs === 0 ? Math.ceil(lengthMs / hourMs) * hourMs : lengthMs)
}

/** Returns the period some whole weeks earlier that does not overlap this one, by the clock of the reader's zone. */
function sameWeekdays(from: string, to: string): { from: string; to: string } {
  const weekMs = 7 * dayMs
  const weeks = Math.ceil((Date.parse(to) - Date.parse(from)) / weekMs)
  const earlier = (time: number) => new Date(fromLocal(time + zoneOffsetMs(time) - weeks * weekMs)).toISOString()
  return { from: earlier(Date.parse(from)), to: earlier(Date.parse(to)) }
}
