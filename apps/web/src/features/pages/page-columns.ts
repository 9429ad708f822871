import type { PageItem } from '@collector/schema'
import { type MetricName, metricNames } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { sparkline } from '../../ui/chart/sparkline.ts'
import { type TimeSeries, timeSeries } from '../../ui/chart/time-buckets.ts'
import type { Column } from '../../ui/table/data-table.ts'
import { absent } from '../../ui/text/absent.ts'
import { mark } from '../../ui/text/mark.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'
import { percentile } from '../metrics/percentile.ts'
import { ratingTone, ratingWord } from '../metrics/rating-words.ts'
import './page-columns.css'

/** Time range of all series. */
export interface SeriesWindow {
  from: string
  to: string
  interval: TimeSeries<never>['interval']
}

interface Addresses {
  /** Address of the page's own view, which opens on a metric. */
  page: (page: string, metric: MetricName | undefined) => string
  /** Address of the list of the paths that are one page. */
  paths: (page: string) => string
}

/** The columns of the list of pages. */
export function pageColumns(window: SeriesWindow, addresses: Addresses): readonly Column<PageItem>[] {
  return [
    {
      label: 'Page',
      value: ({ path }) => path ?? undefined,
      render: (item) => pageName(item, addresses),
      isWide: true,
    },
    {
      label: 'Page views',
      value: ({ pageViews }) => pageViews,
      render: (item) =>
        html`<span class="page-count"><span class="page-trend">${trend(item, window)}</span>${formatNumber(item.pageViews)}</span>`,
      isNumeric: true,
    },
    {
      label: 'With errors',
      value: ({ pageViews, pageViewsWithErrors }) => pageViewsWithErrors / pageViews,
      render: ({ pageViews, pageViewsWithErrors }) => shareOf(pageViewsWithErrors, pageViews),
      isNumeric: true,
    },
    ...metricNames.map(
      (metric): Column<PageItem> => ({
        label: metric.toUpperCase(),
        value: ({ vitals }) => vitals[metric].p75 ?? undefined,
        render: ({ vitals }) => ratedPercentile(metric, vitals[metric]),
        isNumeric: true,
      }),
    ),
    {
      label: 'Poor page views',
      value: ({ vitals, worst }) => (worst ? vitals[worst.metric].poor : 0),
      render: worstOf,
    },
  ]
}

function pageName({ path, paths, worst }: PageItem, addresses: Addresses) {
  if (path === null) return absent('unknown')
  return html`<a href=${addresses.page(path, worst?.metric)}>${path.slice(0, 200)}</a>
    ${paths > 1 ? html`<a class="page-paths" href=${addresses.paths(path)}>${formatCount(paths, 'path')}</a>` : nothing}`
}

function trend({ series, pageViews }: PageItem, window: SeriesWindow) {
  const counts = timeSeries(series, window.interval, window).buckets.map(({ row }) => row?.pageViews ?? 0)
  return sparkline(
    counts,
    `${formatCount(pageViews, 'page view')}, at most ${formatNumber(Math.max(0, ...counts))} in one ${window.interval}`,
  )
}

function ratedPercentile(metric: (typeof metricNames)[number], { p75, count, rating }: PageItem['vitals']['lcp']) {
  if (rating === null) return absent('–')
  return html`<span class="rated"
    >${mark(ratingTone[rating])} ${percentile(metric, p75, count)}<span class="visually-hidden">, ${ratingWord[rating]}</span></span
  >`
}

function worstOf({ vitals, worst }: PageItem) {
  if (!worst) return absent('none')
  return html`${formatNumber(vitals[worst.metric].poor)} by ${worst.metric.toUpperCase()}${
    worst.target === null ? nothing : html` <code class="page-target">${worst.target.slice(0, 120)}</code>`
  }`
}

/** Shows a share in percent; nothing for none. */
function shareOf(part: number, whole: number) {
  if (part === 0 || whole === 0) return absent('–')
  const percent = (part / whole) * 100
  return html`${percent < 0.1 ? '< 0.1' : formatNumber(percent, percent < 10 ? 1 : 0)} <span class="unit">%</span>`
}
