import { metrics } from '@collector/schema/catalogue'
import { html } from 'lit'
import { navigate } from '../../router/navigate.ts'
import { formatCount, formatNumber, metricQuantity, quantityText } from '../../words/quantity.ts'
import { histogramConfig } from './histogram-config.ts'
import type { RatingBar, RatingBars } from './rating-bars.ts'
import '../../ui/chart/chart-canvas.ts'
import '../../ui/table/data-table.ts'
import type { Column } from '../../ui/table/data-table.ts'
import { ratingBadge } from './rating-badge.ts'

/** Shows the distribution of a metric, with a table. `addressOf` links a bar to its page views. */
export function histogramChart(data: RatingBars, label: string, addressOf: (bar: RatingBar) => string) {
  const metric = metrics[data.metric]
  const filled = data.bars.filter(({ count }) => count > 0)
  const text = (value: number) => quantityText(metricQuantity(metric, value))
  const range = ({ from, to }: RatingBar) => `${text(from)} to ${text(to)}`
  const most = filled.toSorted((a, b) => b.count - a.count)[0]
  const spoken = most ? `Most often ${range(most)}: ${formatCount(most.count, 'page view')}.` : ''
  const columns: Column<RatingBar>[] = [
    {
      label: 'Range',
      value: ({ from }) => from,
      render: (bar) => html`<a href=${addressOf(bar)}>${range(bar)}</a>`,
      isWide: true,
    },
    { label: 'Rating', value: ({ from }) => from, render: ({ rating }) => ratingBadge(rating) },
    { label: 'Page views', value: ({ count }) => count, render: ({ count }) => formatNumber(count), isNumeric: true },
  ]
  return html`<chart-canvas
      pickable
      .draw=${histogramConfig}
      .data=${data}
      label=${label}
      spoken=${spoken}
      @pick=${({ detail }: CustomEvent<number>) => {
        const bar = data.bars[detail]
        if (bar && bar.count > 0) navigate(addressOf(bar))
      }}
    ></chart-canvas>
    <p class="hint">Each bar is a fifth wider than the previous one. <span class="on-screen">Click a bar to see its page views.</span></p>
    <details class="behind">
      <summary>As a table</summary>
      <data-table label=${label} .columns=${columns} .rows=${filled}></data-table>
    </details>`
}
