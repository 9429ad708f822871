import type { BrowserSection, ErrorEntry, FingerprintsSection, PerformanceSection, Resource } from '@collector/schema'
import { collectBrowser } from './collectors/browser/collect-browser.ts'
import { observeErrors } from './collectors/errors/observe-errors.ts'
import { observeLongAnimationFrames } from './collectors/performance/long-animation-frames.ts'
import { measuredBytes } from './collectors/performance/memory.ts'
import { observeResources } from './collectors/performance/resources.ts'

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
 * @param record told every error, and the resources that failed before there was anyone to hear it
 * @param onField told when a field of the browser section came
 */
export function gather(endpoint: string, record: (error: ErrorEntry) => void, onField: () => void) {
  const startedAt = performance.now()
  // a failure shortly before may be told twice, by its entry and by an event that was still waiting
  const heard = new Set<string | undefined>()
  const missed = new Set<string | undefined>()
  const stopErrors = observeErrors((error) => {
    if (error.type === 'resource' && missed.delete(error.source)) return
    heard.add(error.source)
    record(error)
  })
  const { resources, stop: stopResources } = observeResources(
    (url) => url.startsWith(endpoint),
    ({ status = 0, startTime = 0, duration, name }) => {
      if (status < 400 || startTime + duration > startedAt || heard.has(name)) return
      missed.add(name)
      record({ type: 'resource', message: 'failed to load before the collector ran', source: name })
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
