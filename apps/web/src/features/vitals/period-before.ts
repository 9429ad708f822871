import { dayMs, hourMs } from '@collector/schema/catalogue'

/**
 * Returns the previous period, of the same length. If a period begins at a whole day or hour, the previous one is up
 * to one day or hour longer, so that it begins at a whole one too: then rollups can answer, and the buckets of both
 * align in a chart.
 */
export function periodBefore(from: string, to: string): { from: string; to: string } {
  const start = Date.parse(from)
  const unitMs = [dayMs, hourMs].find((ms) => start % ms === 0) ?? 1
  const lengthMs = Math.ceil((Date.parse(to) - start) / unitMs) * unitMs
  return { from: new Date(start - lengthMs).toISOString(), to: from }
}
