import { type MetricName, metrics } from '@collector/schema/catalogue'
import { html } from 'lit'
import { absent } from '../../ui/text/absent.ts'
import { quantity } from '../../ui/text/quantity.ts'
import { metricQuantity } from '../../words/quantity.ts'

/** Below this many samples a percentile says little. */
export const fewSamples = 30

/**
 * A percentile of a metric; null where nothing was measured. It is read from buckets 3 % wide: where so few were measured that
 * one of them may be seen beside it, it says that it is about.
 */
export function percentile(metric: MetricName, value: number | null, samples: number) {
  if (value === null) return absent('–')
  const shown = quantity(metricQuantity(metrics[metric].unit, value))
  const isExact = value === 0 || samples >= fewSamples
  return isExact
    ? shown
    : html`<span class="unit" aria-hidden="true">≈&#8239;</span><span class="visually-hidden">about </span>${shown}`
}
