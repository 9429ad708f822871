import type { Interval } from '@collector/schema'
import { html } from 'lit'
import { bucketLabel } from '../../words/bucket-label.ts'
import type { Column } from './data-table.ts'

/** Returns the first column of a table over time; buckets with data are links. */
export function timeColumn<Bucket extends { at: Date; row?: unknown }>(
  interval: Interval,
  addressOf: (bucket: Bucket) => string,
): Column<Bucket> {
  return {
    label: 'Time',
    value: ({ at }) => at.getTime(),
    render: (bucket) =>
      bucket.row
        ? html`<a href=${addressOf(bucket)}>${bucketLabel(bucket.at, interval)}</a>`
        : bucketLabel(bucket.at, interval),
    isWide: true,
  }
}
