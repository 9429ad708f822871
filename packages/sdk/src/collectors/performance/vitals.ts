import type { LongAnimationFrame, PerformanceSection, Vital } from '@collector/schema'
import { type MetricType, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals'
import { observe } from '../../browser/observe.ts'
import { round, roundFields } from '../../round.ts'
import { attribution } from './attribution.ts'

/** Of one frame there are some ten: pointer, mouse, touch and click. */
const maxEvents = 20

type Vitals = NonNullable<PerformanceSection['vitals']>

/**
 * Tells each web vital as it changes, with why it is what it is. The library cannot be stopped; the receiver stops
 * listening. After a restore from the back/forward cache and a soft navigation it begins anew by itself.
 *
 * @param frames the long animation frames, filled as they come
 */
export function observeVitals(
  frames: readonly LongAnimationFrame[],
  onVital: (name: keyof Vitals, vital: Vital, navigationType: string) => void,
): void {
  const events: PerformanceEventTiming[] = []
  observe('event', (entry) => {
    events.push(entry as PerformanceEventTiming)
    if (events.length > maxEvents) events.shift()
  })
  const report = (metric: MetricType) => {
    const { name, value, rating, navigationType } = metric
    const reasons = roundFields(attribution(metric, { frames, events }))
    onVital(name.toLowerCase() as keyof Vitals, { value: round(value), rating, attribution: reasons }, navigationType)
  }
  // early values too: a visitor may leave before the final one
  const options = { reportAllChanges: true, reportSoftNavs: true }
  for (const on of [onLCP, onFCP, onTTFB]) on(report, options)
  // the library needs this for both, and would throw in the page's console (Chrome 92, Safari 15.4)
  if ('at' in Array.prototype) for (const on of [onCLS, onINP]) on(report, options)
}
