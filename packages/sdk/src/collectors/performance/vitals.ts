import type { PerformanceSection, Vital } from '@collector/schema'
import { type MetricWithAttribution, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals/attribution'
import { scrubUrl } from '../../privacy/scrub-url.ts'
import { round } from './round-fields.ts'

type Vitals = NonNullable<PerformanceSection['vitals']>

/**
 * Tells each web vital as it changes, with why it is what it is. The library cannot be stopped; the receiver stops
 * listening. After a restore from the back/forward cache and a soft navigation it begins anew by itself.
 */
export function observeVitals(onVital: (name: keyof Vitals, vital: Vital, navigationType: string) => void): void {
  const report = (metric: MetricWithAttribution) =>
    onVital(metric.name.toLowerCase() as keyof Vitals, describe(metric), metric.navigationType)
  // early values too: a visitor may leave before the final one
  const options = { reportAllChanges: true, reportSoftNavs: true }
  for (const on of [onLCP, onCLS, onINP, onFCP, onTTFB]) on(report, options)
}

function describe({ name, value, rating, attribution }: MetricWithAttribution): Vital {
  const reasons: Record<string, unknown> = {}
  for (const [key, reason] of Object.entries(attribution)) {
    // entries and DOM nodes stay here; what is left are selectors, URLs, phases in ms
    if (typeof reason === 'number') reasons[key] = key === 'largestShiftValue' ? decimals(reason) : round(reason)
    else if (typeof reason === 'string') reasons[key] = key === 'url' ? scrubUrl(reason) : reason
    else if (key === 'longestScript' && reason) {
      const { sourceURL, sourceFunctionName, invoker, duration } = reason.entry
      reasons['script'] = { url: scrubUrl(sourceURL), function: sourceFunctionName, invoker, duration: round(duration) }
    }
  }
  return { value: name === 'CLS' ? decimals(value) : round(value), rating, attribution: reasons }
}

/** Layout shift is a small number without a unit. */
function decimals(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
