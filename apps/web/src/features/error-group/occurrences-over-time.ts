import type { ErrorGroupAnswer, OverviewAnswer } from '@collector/schema'
import { html } from 'lit'
import type { AddressFilters } from '../../address/address-filters.ts'
import { endOfBucket, timeSeries, usualInterval } from '../../ui/chart/time-buckets.ts'
import { countChart } from './count-chart.ts'

/** Shows the occurrences of a group over the time of the overview. `addressOf` links a bucket to its submissions. */
export function occurrencesOverTime(
  { series }: ErrorGroupAnswer,
  { from, to }: OverviewAnswer,
  addressOf: (time: AddressFilters) => string,
) {
  const interval = usualInterval({ from, to })
  const question = 'When did it occur?'
  return html`<section>
    <h2>${question}</h2>
    ${countChart(
      { ...timeSeries(series, interval, { from, to }), noun: 'occurrence', title: 'Occurrences' },
      question,
      ({ at }) =>
        addressOf({ from: at.toISOString(), to: new Date(endOfBucket(at.getTime(), interval)).toISOString() }),
    )}
  </section>`
}
