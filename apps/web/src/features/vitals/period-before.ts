import { dayMs, hourMs } from '@collector/schema/catalogue'
import { addDays, startOfDay } from '../../words/time-zone.ts'

/**
 * Returns the previous period, of the same length. If a period begins at midnight or at a whole hour, the previous one is up
 * to one day or hour longer, so that it begins so too: then rollups can answer, and the buckets of both align in a chart.
 */
export function periodBefore(from: string, to: string): { from: string; to: string } {
  const start = Date.parse(from)
  const lengthMs = Date.parse(to) - start
  return { from: new Date(startBefore(start, lengthMs)).toISOString(), to: from }
}

function startBefore(start: number, lengthMs: number): number {
  if (startOfDay(start) === start) return addDays(start, -Math.ceil(lengthMs / dayMs))
  return start - (start % hourMs === 0 ? Math.ceil(lengthMs / hourMs) * hourMs : lengthMs)
}
