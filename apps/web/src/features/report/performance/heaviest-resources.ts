import type { Bars } from '../../../ui/chart/bar-config.ts'
import { shortLabel } from '../../../words/short-label.ts'

/** Measure by which resources are ranked. */
export type ByResource = 'time' | 'size'

interface Weighed {
  name: string
  durationMs?: number
  transferredBytes?: number
  decodedBytes?: number
}

const barsShown = 10

/** Returns the heaviest resources by duration, or by transferred size; cached ones count with their body size. */
export function heaviestResources(rows: readonly Weighed[], by: ByResource): Bars {
  const weight = (row: Weighed) =>
    by === 'time' ? (row.durationMs ?? 0) : (row.transferredBytes || row.decodedBytes || 0) / 1000
  const bars = rows
    .map((row) => ({ label: shortLabel(row.name), name: row.name, value: weight(row) }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value)
    .slice(0, barsShown)
  return by === 'time' ? { unit: 'ms', axis: 'Time, ms', bars } : { unit: 'kB', axis: 'Size, kB', bars }
}
