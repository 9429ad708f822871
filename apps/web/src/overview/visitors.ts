import type { Dimension, OverviewAnswer } from '@collector/schema'
import { html } from 'lit'
import { topValues } from '../components/top-values.ts'
import { type Narrowing, narrowedAddress } from '../format/narrowed-address.ts'
import { formatNumber } from '../format/quantity.ts'

const valuesShown = 5

/** Who came, and where to. */
export function visitors({ counts, browsers, os, devices, paths, hosts }: OverviewAnswer, narrowing: Narrowing) {
  const total = counts.pageViews.current
  const top = (title: string, by: Dimension, values: OverviewAnswer['paths']) =>
    topValues(
      title,
      by,
      values.slice(0, valuesShown).map(({ value, pageViews }) => ({
        value,
        share: total === 0 ? 0 : pageViews.current / total,
        figure: formatNumber(pageViews.current),
      })),
      (value) => narrowedAddress('/overview', narrowing, { [by]: value }),
    )
  return html`<section>
    <h2>Who came, and where to?</h2>
    <div class="tops">
      ${top('Browsers', 'browser', browsers)} ${top('Systems', 'os', os)} ${top('Devices', 'device', devices)}
      ${top('Pages', 'path', paths)} ${top('Hosts', 'host', hosts)}
    </div>
  </section>`
}
