import type { Dimension, MetricAnswer } from '@collector/schema'
import { type MetricName, metrics, rate } from '@collector/schema/catalogue'
import { html } from 'lit'
import { filterLabels, withFilters } from '../../address/address-filters.ts'
import { withBase } from '../../router/base-path.ts'
import { searchOf } from '../../router/search-of.ts'
import type { Column } from '../../ui/table/data-table.ts'
import { absent } from '../../ui/text/absent.ts'
import { change } from '../../ui/text/change.ts'
import { formatNumber } from '../../words/quantity.ts'
import { dimensionLabel } from '../filters/dimension-label.ts'
import { isEnough } from '../metrics/metric-tile.ts'
import { percentile } from '../metrics/percentile.ts'
import { ratingBadge } from '../metrics/rating-badge.ts'

type Value = MetricAnswer['breakdown'][number]
type BreakdownRow = Value & { before: Value | undefined }

/** Returns the columns of a breakdown; `total` is the number of samples of all values. */
export function breakdownColumns(
  metric: MetricName,
  by: Dimension,
  total: number,
  query: URLSearchParams,
): Column<BreakdownRow>[] {
  return [
    {
      label: filterLabels[by],
      value: ({ value }) => value ?? undefined,
      render: ({ value }) =>
        value === null
          ? absent('unknown')
          : html`<a href=${withBase(`/vitals${searchOf(withFilters(query, { [by]: value }))}`)}>${dimensionLabel(by, value)}</a>`,
      isWide: true,
    },
    {
      label: 'p75',
      value: ({ p75 }) => p75 ?? undefined,
      render: ({ p75, count }) => percentile(metric, p75, count),
      isNumeric: true,
    },
    {
      label: 'Rating',
      value: ({ p75 }) => p75 ?? undefined,
      render: ({ p75 }) => (p75 === null ? absent('–') : ratingBadge(rate(metrics[metric], p75))),
    },
    {
      label: 'Change',
      value: ({ p75, before }) => (p75 !== null && before?.p75 ? p75 / before.p75 : undefined),
      render: ({ p75, count, before }) => {
        const counts = { current: count, previous: before?.count ?? 0 }
        return change({ current: p75, previous: before?.p75 ?? null }, { more: isEnough(counts) ? 'worse' : 'neither' })
      },
    },
    { label: 'Samples', value: ({ count }) => count, render: ({ count }) => formatNumber(count), isNumeric: true },
    {
      label: 'Share',
      value: ({ count }) => count,
      render: ({ count }) => html`${((count / total) * 100).toFixed(1)}<span class="unit"> %</span>`,
      isNumeric: true,
    },
  ]
}
