import type { BrowserSection, ErrorEntry, FingerprintsSection, PerformanceSection, Resource } from '@collector/schema'
import { collectBrowser } from './collectors/browser/collect-browser.ts'
import { createFailureRecorder, failedResource } from './collectors/errors/failed-resource.ts'
import { observeErrors } from './collectors/errors/observe-errors.ts'
import { observeLongAnimationFrames } from './collectors/performance/long-animation-frames.ts'
import { measuredBytes } from './collectors/performance/memory.ts'
import { observeResources } from './collectors/performance/resources.ts'

/** Resource timing's initiators where the page asked by script: it hears of a failure by itself. */
const askedByScript = /fetch|http|beacon|ping|other/

/** What the page views of one document share; it fills as it comes. */
export interface Gathered {
  browser: BrowserSection
  fingerprints?: FingerprintsSection
  measuredBytes?: number
  resources: Resource[]
  longAnimationFrames: NonNullable<PerformanceSection['longAnimationFrames']>
}

/**
 * Begins to gather.
 *
 * @param endpoint requests to it are our own and left out
 * @param record told every error, and the object that was thrown
 * @param onField told when a field of the browser section came
 */
export function gather(endpoint: string, record: (error: ErrorEntry, thrown?: unknown) => void, onField: () => void) {
  const recordFailure = createFailureRecorder(record)
  const stopErrors = observeErrors((error, thrown) => {
    if (error.type === 'resource') recordFailure(error)
    else record(error, thrown)
  })
  const { resources, stop: stopResources } = observeResources(
    (url) => url.startsWith(endpoint),
    ({ status = 0, type = '', name }) => {
      if (status > 399 && !askedByScript.test(type)) recordFailure(failedResource(type, name), true)
    },
  )
  const { frames: longAnimationFrames, stop: stopFrames } = observeLongAnimationFrames()
  const gathered: Gathered = { browser: {}, resources, longAnimationFrames }
  const browserReady = collectBrowser((field) => {
    Object.assign(gathered.browser, field)
    onField()
  })
  measuredBytes().then(
    (bytes) => {
      gathered.measuredBytes = bytes
    },
    () => {},
  )
  return {
    gathered,
    browserReady,
    stop() {
      stopErrors()
      stopResources()
      stopFrames()
    },
  }
}
