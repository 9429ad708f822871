import type {
  Breadcrumb,
  BrowserSection,
  ErrorEntry,
  FingerprintsSection,
  LongAnimationFrame,
  Resource,
} from '@collector/schema'
import { timestampAt } from './breadcrumbs/trail.ts'
import { collectBrowser } from './collectors/browser/collect-browser.ts'
import { createFailureRecorder, failedRequest, failedResource } from './collectors/errors/failed-resource.ts'
import { observeErrors } from './collectors/errors/observe-errors.ts'
import { observeLongAnimationFrames } from './collectors/performance/long-animation-frames.ts'
import { measuredBytes } from './collectors/performance/memory.ts'
import { observeResources } from './collectors/performance/resources.ts'
import type { SiteContext } from './site-context.ts'

/** Resource timing's initiators where the page asked by script. */
const askedByScript = /fetch|http|beacon/
/** Initiators whose failure is no error, because nobody waits for the answer. */
const askedInVain = /ping|other/

/** State that the page views of one document share; it fills as measurements arrive. */
export interface Gathered {
  browser: BrowserSection
  fingerprints?: FingerprintsSection
  measuredBytes?: number
  context: SiteContext
}

/** Receives each measurement as it comes. */
interface Told {
  /** An error, and the object that was thrown. */
  error(error: ErrorEntry, thrown?: unknown): void
  resource(resource: Resource): void
  frame(frame: LongAnimationFrame): void
  breadcrumb(breadcrumb: Breadcrumb): void
  /** A field of the browser section came. */
  field(): void
}

/**
 * Begins to gather.
 *
 * @param endpoint requests to it are our own and left out
 */
export function gather(endpoint: string, tell: Told) {
  const recordFailure = createFailureRecorder(tell.error)
  const stopErrors = observeErrors((error, thrown) => {
    if (error.type === 'resource') recordFailure(error)
    else tell.error(error, thrown)
  })
  const { requests, stop: stopResources } = observeResources(
    (url) => url.startsWith(endpoint),
    (resource, isUnanswered) => {
      tell.resource(resource)
      const { status = 0, type = '', name, startTime = 0, duration } = resource
      const isScript = askedByScript.test(type)
      if (status > 399) {
        if (isScript) tell.error(failedRequest(name, status))
        else if (!askedInVain.test(type)) recordFailure(failedResource(type, name), true)
      } else if (!isScript || !isUnanswered || !name.startsWith(`${location.origin}/`)) return
      tell.breadcrumb({
        timestamp: timestampAt(startTime + duration),
        type: 'request',
        message: `${status || 'no answer:'} ${name}`,
        data: { status, initiator: type, durationMs: duration },
      })
    },
  )
  const stopFrames = observeLongAnimationFrames((frame) => {
    tell.frame(frame)
    const { startTime, duration, blockingDuration, scripts } = frame
    if (!blockingDuration) return
    tell.breadcrumb({
      timestamp: timestampAt(startTime + duration),
      type: 'long-frame',
      message: [`${duration} ms`, scripts[0]?.sourceURL].join(' '),
      data: { durationMs: duration, blockingMs: blockingDuration },
    })
  })
  const gathered: Gathered = { browser: {}, context: {} }
  let browserReady: Promise<void> | undefined
  const readBrowser = () => (browserReady ??= collectBrowser(gathered.browser, tell.field))
  measuredBytes(gathered).catch(() => {})
  return {
    gathered,
    requests,
    readBrowser,
    stop() {
      stopErrors()
      stopResources()
      stopFrames()
    },
  }
}
