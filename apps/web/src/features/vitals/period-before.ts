const hourMs = 3_600_000
const dayMs = 24 * hourMs

/**
 * The period just before, as long; or, where a period begins with a whole day or hour, up to one longer, so that the one
 * before begins with a whole one too: its answer comes from rollups, and points of both stand above each other in a chart.
 */
export function periodBefore(from: string, to: string): { from: string; to: string } {
  const start = Date.parse(from)
  const unitMs = [dayMs, hourMs].find((ms) => start % ms === 0) ?? 1
  const lengthMs = Math.ceil((Date.parse(to) - start) / unitMs) * unitMs
  return { from: new Date(start - lengthMs).toISOString(), to: from }
}
