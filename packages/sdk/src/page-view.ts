import type { LongAnimationFrame, PerformanceSection, Resource, Submission } from '@collector/schema'
import { attempt } from './browser/attempt.ts'
import { documentProperty } from './browser/document-property.ts'
import { pageUrl } from './browser/page-url.ts'
import { uuid } from './browser/uuid.ts'
import { createErrorLog, type ErrorLog } from './collectors/errors/error-log.ts'
import { createInteractions, type Interactions } from './collectors/performance/interactions.ts'
import { createLayoutShifts, type LayoutShifts, unshifted } from './collectors/performance/layout-shifts.ts'
import { memory } from './collectors/performance/memory.ts'
import { navigation } from './collectors/performance/navigation.ts'
import type { Gathered } from './gather.ts'
import { isoTime } from './iso-time.ts'
import type { Feedback } from './options.ts'
import { scrubText, scrubUrl } from './privacy/scrub-url.ts'

/** How a page view began: the document loaded, came back from the back/forward cache, or changed its own URL. */
export type PageViewKind = 'load' | 'restore' | 'soft'

/** One load, restore or soft navigation of a URL, and what is known of it so far. */
export interface PageView {
  readonly kind: PageViewKind
  readonly id: string
  /** URL, whose query or hash the page may replace. */
  url: string
  /** Title, kept when the page view ends, since the next one changes it. */
  title?: string
  readonly referrer: string
  /** ms since the document began. */
  readonly startedAt: number
  readonly log: ErrorLog
  readonly vitals: NonNullable<PerformanceSection['vitals']>
  readonly interactions: Interactions
  readonly shifts: LayoutShifts
  readonly resources: Resource[]
  readonly longAnimationFrames: LongAnimationFrame[]
  /** The visitor's own words about a problem. */
  feedback?: Feedback
  /** Number of its submissions. */
  sequence: number
  /** True if something changed since the last submission. */
  isChanged: boolean
}

const maxResources = 500
const maxFrames = 10

/** @param startedAt ms since the document began */
export function beginPageView(kind: PageViewKind, startedAt: number, referrer: string): PageView {
  return {
    kind,
    id: uuid(),
    url: pageUrl(),
    referrer,
    startedAt,
    log: createErrorLog(),
    vitals: {},
    interactions: createInteractions(),
    shifts: createLayoutShifts(),
    resources: [],
    longAnimationFrames: [],
    sequence: 0,
    isChanged: true,
  }
}

/** Returns the page view at a time, ms since the document began; undefined if it can no longer change. */
export function viewAt(views: readonly PageView[], time: number): PageView | undefined {
  return views.filter(({ startedAt }) => startedAt <= time).pop()
}

/** @returns the page view of a navigation that the browser attributes a vital to; it begins after the click that led to it */
export function viewOf(views: readonly PageView[], kind: PageViewKind, since: number): PageView | undefined {
  return views.find((view) => view.kind === kind && view.startedAt >= since)
}

/** Adds a resource. Beyond the limit the first ones stay: they matter most for how the page loaded. */
export function addResource(view: PageView, resource: Resource): void {
  if (view.resources.length >= maxResources) return
  view.resources.push(resource)
  view.isChanged = true
}

/** Adds a frame. Beyond the limit the frames that blocked longest stay. */
export function addFrame(view: PageView, frame: LongAnimationFrame): void {
  const frames = view.longAnimationFrames
  frames.push(frame)
  frames.sort((a, b) => b.blockingDuration - a.blockingDuration)
  if (frames.splice(maxFrames)[0] !== frame) view.isChanged = true
}

/** Returns the page view's current state as a submission, which replaces the earlier ones. */
export function snapshot(view: PageView, gathered: Gathered): Submission {
  return {
    timestamp: isoTime(),
    page: {
      url: scrubUrl(view.url),
      referrer: scrubUrl(view.referrer),
      title: scrubText((view.title ?? documentProperty('title')).slice(0, 300)),
      pageViewId: view.id,
      sequence: view.sequence,
      ...(view.feedback && { feedback: view.feedback }),
    },
    ...gathered.context,
    browser: { ...gathered.browser },
    performance: {
      vitals: { ...((view.kind !== 'load' || view.vitals.fcp) && unshifted()), ...view.vitals },
      // the document's timing belongs to its first page view only
      ...(view.startedAt === 0 && { navigation: attempt(navigation) }),
      resources: [...view.resources],
      memory: gathered.measuredBytes ? { ...attempt(memory), measuredBytes: gathered.measuredBytes } : attempt(memory),
      longAnimationFrames: [...view.longAnimationFrames],
    },
    ...(gathered.fingerprints && { fingerprints: gathered.fingerprints }),
    ...view.log.report(),
  }
}
