import { type MetricName, metrics } from '@collector/schema/catalogue'
import { html } from 'lit'
import { absent } from '../../ui/text/absent.ts'
import { quantity } from '../../ui/text/quantity.ts'
import { metricQuantity } from '../../words/quantity.ts'

/** Below this number of samples a percentile is marked as approximate. */
export const fewSamples = 30

/**
 * Shows a percentile of a metric; null without samples. It comes from buckets 3 % wide, so with few samples it is
 * marked as approximate.
 */
export function percentile(metric: MetricName, value: number | null, samples: number) {
  if (value === null) return absent('–')
  const shown = quantity(metricQuantity(metrics[metric], value))
  const isExact = value === 0 || samples >= fewSamples
  return isExact
    ? shown
    : html`<span class="unit" aria-hidden="true">≈&#8239;</span><span class="visually-hidden">about </span>${shown}`
}
