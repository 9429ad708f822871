import type { Interval } from '@collector/schema'
import { html } from 'lit'
import { bucketLabel } from '../../words/bucket-label.ts'
import { partialWords, type TimeBucket } from '../chart/time-buckets.ts'
import type { Column } from './data-table.ts'

/** Returns the first column of a table over time; buckets with data are links, if they have an address. */
export function timeColumn<Row>(
  interval: Interval,
  addressOf?: (bucket: TimeBucket<Row>) => string,
): Column<TimeBucket<Row>> {
  return {
    label: 'Time',
    value: ({ at }) => at.getTime(),
    render: (bucket) => {
      const label = `${bucketLabel(bucket.at, interval)}${bucket.isPartial ? `, ${partialWords}` : ''}`
      return bucket.row && addressOf ? html`<a href=${addressOf(bucket)}>${label}</a>` : label
    },
    isWide: true,
  }
}
