import type { PerformanceSection } from '@collector/schema'
import {
  CLSThresholds,
  INPThresholds,
  type MetricRatingThresholds,
  type MetricType,
  onFCP,
  onLCP,
  onTTFB,
} from 'web-vitals'
import { guard } from '../../browser/guard.ts'
import { observe } from '../../browser/observe.ts'
import { type PageView, viewAt, viewOf } from '../../page-view.ts'
import { round, roundFields } from '../../round.ts'
import { attribution, type Meanwhile, type Metric } from './attribution.ts'
import type { Interaction } from './interactions.ts'

/** Of one frame there are some ten: pointer, mouse, touch and click. */
const maxEvents = 20
/** The least a browser takes, ms: a page view of fast interactions alone has its INP too. */
const durationThreshold = 16

type Vitals = NonNullable<PerformanceSection['vitals']>

/**
 * Keeps the vitals of page views as they change, with why they are what they are. What is measured once a navigation (LCP,
 * FCP, TTFB) the library tells, and to which navigation the browser attributes it. INP and CLS are measured here for each
 * page view: the library begins anew only where the browser reports soft navigations.
 *
 * @param views those that may still change, in order
 * @param requests filled as they come
 * @param onChange told whose vitals changed
 * @returns what ends it; the library cannot be stopped, and changes then what nobody sends
 */
export function observeVitals(
  views: () => readonly PageView[],
  requests: Meanwhile['requests'],
  onChange: (view: PageView) => void,
): () => void {
  const events: PerformanceEventTiming[] = []
  const slow = new Map<PageView, Interaction>()

  function set(view: PageView, metric: Metric, rating: MetricType['rating']): void {
    const reasons = attribution(metric, { frames: view.longAnimationFrames, events, requests })
    const name = metric.name.toLowerCase() as keyof Vitals
    view.vitals[name] = { value: round(metric.value), rating, attribution: roundFields(reasons) }
    onChange(view)
  }

  function onMetric(metric: MetricType): void {
    const view = viewOf(views(), metric)
    if (view) set(view, metric, metric.rating)
  }

  function onEvent(entry: PerformanceEventTiming): void {
    const { interactionId, startTime } = entry
    events.push(entry)
    if (events.length > maxEvents) events.shift()
    if (!interactionId) return
    const view = views().find(({ interactions }) => interactions.has(interactionId)) ?? viewAt(views(), startTime)
    const inp = view?.interactions.add(entry)
    if (!view || !inp || (inp.id !== interactionId && inp.value === view.vitals.inp?.value)) return
    // when the other events of the frame were told too
    if (slow.size === 0) queueMicrotask(guard(tellInp))
    slow.set(view, inp)
  }

  function tellInp(): void {
    for (const [view, { value, entries }] of slow) {
      set(view, { name: 'INP', value, entries }, rate(value, INPThresholds))
    }
    slow.clear()
  }

  function onShift(entry: LayoutShift): void {
    const view = viewAt(views(), entry.startTime)
    const worst = view?.shifts.add(entry)
    if (view && worst) set(view, { name: 'CLS', ...worst }, rate(worst.value, CLSThresholds))
  }

  // early values too: a visitor may leave before the final one
  const options = { reportAllChanges: true, reportSoftNavs: true }
  for (const on of [onLCP, onFCP, onTTFB]) on(guard(onMetric), options)
  const stops = [observe('event', onEvent, { durationThreshold }), observe('layout-shift', onShift)]
  return () => {
    for (const stop of stops) stop()
  }
}

function rate(value: number, [good, poor]: MetricRatingThresholds): MetricType['rating'] {
  if (value > poor) return 'poor'
  return value > good ? 'needs-improvement' : 'good'
}
