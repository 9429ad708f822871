import type { MetricAnswer } from '@collector/schema'
import { html } from 'lit'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { histogramChart } from '../metrics/histogram-chart.ts'
import { ratingBars } from '../metrics/rating-bars.ts'

/** Shows the distribution of a metric. */
export function metricSpread({ metric, histogram }: MetricAnswer, narrowing: Narrowing) {
  const question = `How is ${metric.toUpperCase()} distributed?`
  return html`<section>
    <h2>${question}</h2>
    ${histogramChart(ratingBars(metric, histogram), question, ({ from, to }) =>
      narrowedAddress('/submissions', narrowing, { vital: `${metric}:${from > 0 ? plain(from) : ''}..${plain(to)}` }),
    )}
  </section>`
}

/** Formats a number for the API, without an exponent. */
function plain(value: number): string {
  return value.toFixed(9).replace(/\.?0+$/, '')
}
