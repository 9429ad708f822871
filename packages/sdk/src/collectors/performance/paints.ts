// its types of entries that TypeScript lacks
import type {} from 'web-vitals'
import { guard } from '../../browser/guard.ts'
import { listen } from '../../browser/listen.ts'
import { navigationTiming } from '../../browser/navigation-timing.ts'
import { observe } from '../../browser/observe.ts'
import type { PageViewKind } from '../../page-view.ts'

/** A paint that counts for a page view. */
export interface Paint {
  name: 'LCP' | 'FCP'
  /** ms since the navigation, or since a prerendered page was seen. */
  value: number
  entries: LargestContentfulPaint[]
  /** The navigation that the browser attributes it to. */
  kind: PageViewKind
  /** When that began, ms since the document did. */
  since: number
}

/**
 * Observes paints: https://web.dev/articles/lcp and https://web.dev/articles/fcp. The browser itself ends LCP with the
 * first input. After a restore from the back/forward cache both are the next frame, after a soft navigation what the browser
 * reports (https://wicg.github.io/soft-navigations/). Paints after the page was hidden do not count: they depend on the visitor.
 *
 * @returns a function that stops it
 */
export function observePaints(onPaint: (paint: Paint) => void): () => void {
  const activation = () => navigationTiming()?.activationStart ?? 0
  let hiddenAt = document.visibilityState === 'hidden' && !document.prerendering ? 0 : Number.POSITIVE_INFINITY
  /** The latest soft navigation; later paints belong to it. */
  let soft: PerformanceSoftNavigation | undefined

  function load(name: Paint['name'], { startTime }: PerformanceEntry, entries: LargestContentfulPaint[] = []): void {
    const hidden = performance
      .getEntriesByType('visibility-state')
      .find((entry) => entry.name === 'hidden' && entry.startTime >= activation())
    if (startTime >= Math.min(hiddenAt, hidden?.startTime ?? hiddenAt)) return
    onPaint({ name, value: Math.max(startTime - activation(), 0), entries, kind: 'load', since: 0 })
  }

  function paintedSoftly(paint?: InteractionContentfulPaint | null): void {
    const entry = paint?.largestContentfulPaint
    if (!soft || !paint || !entry || paint.interactionId !== soft.interactionId) return
    const value = Math.max(entry.renderTime - paint.startTime, 0)
    onPaint({ name: 'LCP', value, entries: [entry], kind: 'soft', since: soft.startTime })
  }

  const stops = [
    observe('paint', (entry) => entry.name === 'first-contentful-paint' && load('FCP', entry)),
    observe('largest-contentful-paint', (entry: LargestContentfulPaint) => load('LCP', entry, [entry])),
    observe('soft-navigation', (entry: PerformanceSoftNavigation) => {
      soft = entry
      const { startTime: since, presentationTime, paintTime } = entry
      const value = Math.max((presentationTime || paintTime || 0) - since, 0)
      onPaint({ name: 'FCP', value, entries: [], kind: 'soft', since })
      paintedSoftly(entry.getLargestInteractionContentfulPaint?.())
    }),
    observe('interaction-contentful-paint', (entry: InteractionContentfulPaint) => paintedSoftly(entry)),
    listen(document, 'visibilitychange', ({ timeStamp }: Event) => {
      if (document.visibilityState === 'hidden') hiddenAt = Math.min(hiddenAt, timeStamp)
    }),
    listen(window, 'pageshow', ({ persisted, timeStamp: since }: PageTransitionEvent) => {
      const painted = () => {
        const value = performance.now() - since
        for (const name of ['FCP', 'LCP'] as const) onPaint({ name, value, entries: [], kind: 'restore', since })
      }
      if (persisted) requestAnimationFrame(() => requestAnimationFrame(guard(painted)))
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
