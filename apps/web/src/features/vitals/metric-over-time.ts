import type { MetricAnswer, OverviewAnswer } from '@collector/schema'
import { html } from 'lit'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { withParam } from '../../address/with-param.ts'
import { navigateToQuery } from '../../router/navigate.ts'
import { endOfBucket, timeSeries } from '../../ui/chart/time-buckets.ts'
import { switchOf } from '../../ui/switch.ts'
import { comparedPeriod, readComparison } from '../charts/compared-period.ts'
import { comparisonChoice } from '../charts/comparison-choice.ts'
import type { ReleaseStart } from '../charts/release-starts.ts'
import { percentileChart } from '../metrics/percentile-chart.ts'
import { intervals } from './vitals-choice.ts'

const intervalWords = { hour: 'Hour', day: 'Day', week: 'Week' } as const satisfies Record<
  (typeof intervals)[number],
  string
>

/** Shows the percentiles of a metric over time, compared with another time. */
export function metricOverTime(
  { metric, interval, series }: MetricAnswer,
  previous: MetricAnswer | undefined,
  { from, to }: OverviewAnswer,
  narrowing: Narrowing,
  releases: readonly ReleaseStart[] | undefined,
) {
  const question = `How did ${metric.toUpperCase()} change over time?`
  const period = comparedPeriod(readComparison(narrowing.query, 'before'), { from, to })
  const before = previous && period ? timeSeries(previous.series, interval, period).buckets : []
  const hasData = before.some(({ row }) => row)
  return html`<section>
    <header class="section-header">
      <h2>${question}</h2>
      <div class="actions">
        ${comparisonChoice(narrowing.query, 'before', { hasData })}
        ${switchOf(
          'One point per',
          intervals.map((name) => [name, intervalWords[name]] as const),
          interval,
          (name) => navigateToQuery(withParam(narrowing.query, 'interval', name)),
        )}
      </div>
    </header>
    ${percentileChart(
      {
        metric,
        ...timeSeries(series, interval, { from, to }),
        previous: hasData ? before.map(({ row }) => row?.p75 ?? null) : [],
      },
      question,
      releases,
      ({ at }) =>
        narrowedAddress('/submissions', narrowing, {
          vital: `${metric}:..`,
          from: at.toISOString(),
          to: new Date(endOfBucket(at.getTime(), interval)).toISOString(),
        }),
    )}
  </section>`
}
