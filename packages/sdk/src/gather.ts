import type { BrowserSection, ErrorEntry, FingerprintsSection, LongAnimationFrame, Resource } from '@collector/schema'
import { collectBrowser } from './collectors/browser/collect-browser.ts'
import { createFailureRecorder, failedResource } from './collectors/errors/failed-resource.ts'
import { observeErrors } from './collectors/errors/observe-errors.ts'
import { observeLongAnimationFrames } from './collectors/performance/long-animation-frames.ts'
import { measuredBytes } from './collectors/performance/memory.ts'
import { observeResources } from './collectors/performance/resources.ts'

/** Resource timing's initiators where the page asked by script: it hears of a failure by itself. */
const askedByScript = /fetch|http|beacon|ping|other/

/** State that the page views of one document share; it fills as measurements arrive. */
export interface Gathered {
  browser: BrowserSection
  fingerprints?: FingerprintsSection
  measuredBytes?: number
}

/** Receives each measurement as it comes. */
interface Told {
  /** An error, and the object that was thrown. */
  error(error: ErrorEntry, thrown?: unknown): void
  resource(resource: Resource): void
  frame(frame: LongAnimationFrame): void
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
    (resource) => {
      tell.resource(resource)
      const { status = 0, type = '', name } = resource
      if (status > 399 && !askedByScript.test(type)) recordFailure(failedResource(type, name), true)
    },
  )
  const stopFrames = observeLongAnimationFrames(tell.frame)
  const gathered: Gathered = { browser: {} }
  const browserReady = collectBrowser((field) => {
    Object.assign(gathered.browser, field)
    tell.field()
  })
  measuredBytes().then(
    (bytes) => {
      gathered.measuredBytes = bytes
    },
    () => {},
  )
  return {
    gathered,
    requests,
    browserReady,
    stop() {
      stopErrors()
      stopResources()
      stopFrames()
    },
  }
}
