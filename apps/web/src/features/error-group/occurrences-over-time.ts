import type { ErrorGroupAnswer, OverviewAnswer } from '@collector/schema'
import { html } from 'lit'
import type { AddressFilters } from '../../address/address-filters.ts'
import { endOfBucket, timeSeries, usualInterval } from '../../ui/chart/time-buckets.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'
import type { ReleaseStart } from '../charts/release-starts.ts'
import { timeChart } from '../charts/time-chart.ts'
import { type CountSeries, countConfig } from './count-config.ts'

type Bucket = CountSeries['buckets'][number]

const noun = 'occurrence'

/** Shows the occurrences of a group over the time of the overview. `addressOf` links a bucket to its submissions. */
export function occurrencesOverTime(
  group: ErrorGroupAnswer,
  { from, to }: OverviewAnswer,
  releases: readonly ReleaseStart[] | undefined,
  addressOf: (time: AddressFilters) => string,
) {
  const interval = usualInterval({ from, to })
  const label = 'When did it occur?'
  const title = 'Occurrences'
  const series: CountSeries = { ...timeSeries(group.series, interval, { from, to }), noun, title }
  const total = series.buckets.reduce((sum, { row }) => sum + (row?.count ?? 0), 0)
  return html`<section>
    <h2>${label}</h2>
    ${timeChart({
      label,
      series,
      draw: countConfig,
      spoken: total === 0 ? '' : `${formatCount(total, noun)}.`,
      columns: [
        {
          label: title,
          value: ({ row }: Bucket) => row?.count ?? 0,
          render: ({ row }: Bucket) => formatNumber(row?.count ?? 0),
          isNumeric: true,
        },
      ],
      releases,
      addressOf: ({ at }) =>
        addressOf({ from: at.toISOString(), to: new Date(endOfBucket(at.getTime(), interval)).toISOString() }),
      partly: 'Hatched',
      isShort: true,
    })}
  </section>`
}
