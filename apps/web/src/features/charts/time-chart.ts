import { html, nothing, type TemplateResult } from 'lit'
import { withFilters } from '../../address/address-filters.ts'
import { withBase } from '../../router/base-path.ts'
import { navigate, navigateToQuery } from '../../router/navigate.ts'
import '../../ui/chart/chart-canvas.ts'
import type { ChartColors } from '../../ui/chart/chart-colors.ts'
import { endOfBucket, type TimeBucket, type TimeSeries } from '../../ui/chart/time-buckets.ts'
import '../../ui/table/data-table.ts'
import type { Column } from '../../ui/table/data-table.ts'
import { timeColumn } from '../../ui/table/time-column.ts'
import { formatCount } from '../../words/quantity.ts'
import { localZone } from '../../words/time.ts'
import { releaseMarks, releasesByBucket } from './release-marks.ts'
import { mostMarked, type ReleaseStart } from './release-starts.ts'

/** A chart over time, and what stands around it. */
export interface TimeChart<Row, Series extends TimeSeries<Row>> {
  /** The question that the chart answers. */
  label: string
  series: Series
  draw: (series: Series, colors: ChartColors) => unknown
  /** The answer in words; empty if there is no data. */
  spoken: string
  columns: Column<TimeBucket<Row>>[]
  /** Releases that began in its time; undefined until they are known. */
  releases: readonly ReleaseStart[] | undefined
  /** Address of the page views of a bucket, where it has one. */
  addressOf?: (bucket: TimeBucket<Row>) => string
  /** How buckets that are not complete are drawn. */
  partly: string
  legend?: TemplateResult
  /** Further hints. */
  hint?: string
  isShort?: boolean
}

/** Shows a chart over time that zooms into a part of it, marks where releases began, and has a table. */
export function timeChart<Row, Series extends TimeSeries<Row>>(chart: TimeChart<Row, Series>) {
  const { label, series, spoken, addressOf } = chart
  const { buckets, interval } = series
  const byBucket = releasesByBucket(series, chart.releases ?? [])
  const marks = releaseMarks(series, byBucket)
  return html`<chart-canvas
      class=${chart.isShort ? 'short' : ''}
      ?pickable=${addressOf !== undefined}
      .draw=${chart.draw}
      .data=${series}
      label=${label}
      spoken=${spoken}
      .steps=${buckets.length}
      .marks=${marks}
      @pick=${({ detail }: CustomEvent<number>) => {
        const bucket = buckets[detail]
        if (addressOf && bucket?.row) navigate(addressOf(bucket))
      }}
      @zoom=${({ detail: [first, last] }: CustomEvent<[number, number]>) => zoomInto(series, first, last)}
    ></chart-canvas>
    ${chart.legend}
    <p class="hint">
      <span class="on-screen">Drag to zoom in${addressOf ? ', click to see the page views' : nothing}.</span> ${chart.hint}
      ${buckets.some(({ isPartial }) => isPartial) ? `${chart.partly}: not complete.` : nothing}
      ${marks.length > 0 ? 'Lines: releases began.' : nothing}
      ${
        byBucket.size > 0 && marks.length === 0
          ? html`More than ${mostMarked} <a href=${withBase('/releases')}>releases</a> began, too many to mark.`
          : nothing
      }
      Times are in ${localZone()}.
    </p>
    <details class="behind">
      <summary>As a table of ${formatCount(buckets.length, interval)}</summary>
      <data-table
        label=${label}
        .columns=${[timeColumn(interval, addressOf), ...chart.columns, ...releaseColumn(buckets, byBucket)]}
        .rows=${buckets}
      ></data-table>
    </details>`
}

function releaseColumn<Row>(
  buckets: readonly TimeBucket<Row>[],
  byBucket: ReadonlyMap<number, ReleaseStart[]>,
): Column<TimeBucket<Row>>[] {
  if (byBucket.size === 0) return []
  const began = (bucket: TimeBucket<Row>) => byBucket.get(buckets.indexOf(bucket))
  return [
    {
      label: 'Releases',
      value: (bucket) =>
        began(bucket)
          ?.map(({ release }) => release)
          .join(', '),
    },
  ]
}

/** Narrows the time of the page to some buckets, up to now. */
function zoomInto({ buckets, interval }: TimeSeries<unknown>, first: number, last: number): void {
  const [from, to] = [buckets[first]?.at, buckets[last]?.at]
  if (!from || !to) return
  const end = new Date(Math.min(endOfBucket(to.getTime(), interval), Date.now()))
  const query = new URLSearchParams(location.search)
  navigateToQuery(withFilters(query, { from: from.toISOString(), to: end.toISOString() }))
}
