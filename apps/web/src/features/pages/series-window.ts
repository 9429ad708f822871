import type { AddressFilters } from '../../address/address-filters.ts'
import { usualInterval } from '../../ui/chart/time-buckets.ts'
import type { SeriesWindow } from './page-columns.ts'

/** Returns the requested time; without a start, the time in which there is anything. */
export function seriesWindow(
  filters: AddressFilters,
  items: readonly { series: readonly { at: string }[] }[],
): SeriesWindow {
  const times = items.flatMap(({ series }) => series.map(({ at }) => at)).sort()
  const to = filters.to ?? new Date().toISOString()
  const from = filters.from ?? times[0] ?? to
  // the API's default without a start
  return { from, to, interval: filters.from ? usualInterval({ from, to }) : 'day' }
}
