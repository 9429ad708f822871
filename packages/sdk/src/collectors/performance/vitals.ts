import type { PerformanceSection, Vital } from '@collector/schema'
import { guard } from '../../browser/guard.ts'
import { navigationTiming } from '../../browser/navigation-timing.ts'
import { observe } from '../../browser/observe.ts'
import { whenLoaded } from '../../browser/when-loaded.ts'
import { type PageView, viewAt, viewOf } from '../../page-view.ts'
import { round } from '../../round.ts'
import { attribution, firstByte, type Meanwhile, type Metric } from './attribution.ts'
import { cleanFields } from './clean-fields.ts'
import type { Interaction } from './interactions.ts'
import { observePaints, type Paint } from './paints.ts'

/** Number of latest events that are kept; one frame has about ten: pointer, mouse, touch and click. */
const maxEvents = 20
/** Minimum duration in ms that browsers allow, so that a page view with only fast interactions has an INP too. */
const durationThreshold = 16

type Vitals = NonNullable<PerformanceSection['vitals']>

/**
 * Above the first it needs improvement, above the second it is poor: https://web.dev/articles/vitals. They repeat those of the
 * schema, whose values would make the script larger.
 */
export const thresholds: Record<Metric['name'], [good: number, poor: number]> = {
  LCP: [2500, 4000],
  FCP: [1800, 3000],
  TTFB: [800, 1800],
  CLS: [0.1, 0.25],
  INP: [200, 500],
}

/**
 * Keeps the vitals of page views up to date, with their attribution. LCP and FCP belong to the navigation that the
 * browser attributes them to; INP and CLS to the page view in which the interaction began or something was shifted.
 *
 * @param views those that may still change, in order
 * @param requests filled as they come
 * @param onChange called with the page view whose vitals changed
 * @returns a function that stops it
 */
export function observeVitals(
  views: () => readonly PageView[],
  requests: Meanwhile['requests'],
  onChange: (view: PageView) => void,
): () => void {
  const events: PerformanceEventTiming[] = []
  const slow = new Map<PageView, Interaction>()

  function set(view: PageView, metric: Metric): void {
    const reasons = attribution(metric, { frames: view.longAnimationFrames, events, requests })
    const name = metric.name.toLowerCase() as keyof Vitals
    view.vitals[name] = { value: round(metric.value), rating: rate(metric), attribution: cleanFields(reasons) }
    onChange(view)
  }

  function onPaint(paint: Paint): void {
    const view = viewOf(views(), paint.kind, paint.since)
    if (!view) return
    set(view, paint)
    setTtfb(view)
  }

  function setTtfb(view: PageView | undefined): void {
    // some browsers hide it
    if (!view || view.vitals.ttfb || !navigationTiming()?.responseStart) return
    set(view, { name: 'TTFB', value: firstByte(view.kind) })
  }

  function onEvent(entry: PerformanceEventTiming): void {
    const { interactionId, startTime } = entry
    events.push(entry)
    if (events.length > maxEvents) events.shift()
    if (!interactionId) return
    const view = views().find(({ interactions }) => interactions.has(interactionId)) ?? viewAt(views(), startTime)
    const inp = view?.interactions.add(entry)
    if (!view || !inp || (inp.id !== interactionId && inp.value === view.vitals.inp?.value)) return
    // after the other events of the frame were reported too
    if (slow.size === 0) queueMicrotask(guard(tellInp))
    slow.set(view, inp)
  }

  function tellInp(): void {
    for (const [view, { value, entries }] of slow) {
      set(view, { name: 'INP', value, entries })
    }
    slow.clear()
  }

  function onShift(entry: LayoutShift): void {
    const view = viewAt(views(), entry.startTime)
    const worst = view?.shifts.add(entry)
    if (view && worst) set(view, { name: 'CLS', ...worst })
  }

  whenLoaded(() => setTtfb(viewOf(views(), 'load', 0)))
  const stops = [
    observePaints(onPaint),
    observe('event', onEvent, { durationThreshold }),
    observe('layout-shift', onShift),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

function rate({ name, value }: Metric): Vital['rating'] {
  const [good, poor] = thresholds[name]
  if (value > poor) return 'poor'
  return value > good ? 'needs-improvement' : 'good'
}
