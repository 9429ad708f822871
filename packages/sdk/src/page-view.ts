import type { PerformanceSection, Submission } from '@collector/schema'
import { uuid } from './browser/uuid.ts'
import { createErrorLog, type ErrorLog } from './collectors/errors/error-log.ts'
import { memory } from './collectors/performance/memory.ts'
import { navigation } from './collectors/performance/navigation.ts'
import type { Gathered } from './gather.ts'
import { scrubUrl } from './privacy/scrub-url.ts'

/** How a page view began: the document loaded, came back from the back/forward cache, or changed its own URL. */
export type PageViewKind = 'load' | 'restore' | 'soft'

/** One load, restore or soft navigation of a URL, and what is known of it so far. */
export interface PageView {
  readonly kind: PageViewKind
  readonly id: string
  readonly url: string
  readonly referrer: string
  /** ms since the document began. */
  readonly startedAt: number
  readonly log: ErrorLog
  readonly vitals: NonNullable<PerformanceSection['vitals']>
  /** How many submissions of it were made. */
  sequence: number
  /** Whether something came since the last one. */
  isChanged: boolean
}

/** @param startedAt ms since the document began */
export function beginPageView(kind: PageViewKind, startedAt: number, referrer: string, onError: () => void): PageView {
  const view: PageView = {
    kind,
    id: uuid(),
    url: location.href,
    referrer,
    startedAt,
    log: createErrorLog(() => {
      view.isChanged = true
      onError()
    }),
    vitals: {},
    sequence: 0,
    isChanged: true,
  }
  return view
}

/** All that is known now. As a submission it replaces the earlier ones of the page view. */
export function snapshot(view: PageView, gathered: Gathered): Submission {
  const since = <Timed extends { startTime?: number }>(entries: Timed[]) =>
    entries.filter(({ startTime = 0 }) => startTime >= view.startedAt)
  return {
    timestamp: new Date().toISOString(),
    page: {
      url: scrubUrl(view.url),
      referrer: scrubUrl(view.referrer),
      title: document.title.slice(0, 300),
      pageViewId: view.id,
      sequence: view.sequence,
    },
    browser: { ...gathered.browser },
    performance: {
      vitals: { ...view.vitals },
      // the document's own timing says nothing of what came after it
      ...(view.startedAt === 0 && { navigation: navigation() }),
      resources: since(gathered.resources),
      memory: gathered.measuredBytes ? { ...memory(), measuredBytes: gathered.measuredBytes } : memory(),
      longAnimationFrames: since(gathered.longAnimationFrames),
    },
    ...(gathered.fingerprints && { fingerprints: gathered.fingerprints }),
    ...view.log.report(),
  }
}
