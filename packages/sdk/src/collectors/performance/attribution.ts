import type { LongAnimationFrame } from '@collector/schema'
import type { CLSMetric, INPMetric, LCPMetric, MetricType } from 'web-vitals'
import { navigationTiming } from '../../browser/navigation-timing.ts'
import { selectorOf } from '../../browser/selector-of.ts'
import { scrubUrl } from '../../privacy/scrub-url.ts'

type Reasons = Record<string, unknown>

/** What else is known of the time in which an interaction was slow. */
export interface Meanwhile {
  frames: readonly LongAnimationFrame[]
  /** The latest slow events. */
  events: readonly PerformanceEventTiming[]
}

/** `duration` is rounded to this, ms: https://www.w3.org/TR/event-timing/#sec-events-exposed */
const durationGrain = 8

/**
 * Why a vital is what it is: the element, the phases (ms), the script. Names and meanings are those of the web-vitals
 * library's attribution build; see docs/decisions/2026-11-23-vitals-attribution.md for why it is not that build.
 */
export function attribution(metric: MetricType, meanwhile: Meanwhile): Reasons {
  switch (metric.name) {
    case 'LCP':
      return ofLcp(metric)
    case 'CLS':
      return ofCls(metric)
    case 'INP':
      return ofInp(metric, meanwhile)
    case 'FCP': {
      const timeToFirstByte = firstByte(metric)
      return { timeToFirstByte, firstByteToFCP: metric.value - timeToFirstByte }
    }
    case 'TTFB':
      return ofTtfb()
  }
}

function ofLcp({ value, entries, ...metric }: LCPMetric): Reasons {
  const entry = entries[entries.length - 1]
  const timeToFirstByte = firstByte(metric)
  const resource = entry?.url
    ? (performance.getEntriesByName(entry.url, 'resource')[0] as PerformanceResourceTiming | undefined)
    : undefined
  const start = resource
    ? Math.max(timeToFirstByte, (resource.requestStart || resource.startTime) - activation())
    : timeToFirstByte
  const end = resource ? Math.min(value, Math.max(start, resource.responseEnd - activation())) : start
  return {
    target: selectorOf(entry?.element),
    url: scrubUrl(entry?.url ?? ''),
    timeToFirstByte,
    resourceLoadDelay: start - timeToFirstByte,
    resourceLoadDuration: end - start,
    elementRenderDelay: value - end,
  }
}

function ofCls({ entries }: CLSMetric): Reasons {
  const [largest] = [...entries].sort((a, b) => b.value - a.value)
  const source = largest?.sources.find(({ node }) => node)
  return {
    largestShiftTarget: selectorOf(source?.node),
    largestShiftTime: largest?.startTime,
    largestShiftValue: largest?.value,
  }
}

function ofInp({ value, entries }: INPMetric, { frames, events }: Meanwhile): Reasons {
  const [first] = entries
  if (!first) return {}
  const interactionTime = first.startTime
  const end = interactionTime + value
  // the pointer's own event may be the slowest, though a click of the same frame did the work
  const inFrame = [
    ...entries,
    ...events.filter(({ startTime, duration }) => Math.abs(startTime + duration - end) <= durationGrain),
  ]
  const processingStart = Math.min(...inFrame.map((entry) => entry.processingStart))
  // https://github.com/GoogleChrome/web-vitals/issues/492: processing may seem to end after the next paint
  const processingEnd = Math.min(end, Math.max(...inFrame.map((entry) => entry.processingEnd)))
  return {
    interactionTarget: selectorOf(inFrame.find(({ target }) => target)?.target),
    interactionType: first.name.startsWith('key') ? 'keyboard' : 'pointer',
    interactionTime,
    inputDelay: processingStart - interactionTime,
    processingDuration: processingEnd - processingStart,
    presentationDelay: end - processingEnd,
    // a frame is told after the interaction that it held
    get script() {
      const [longest] = frames
        .filter((frame) => frame.startTime < end && frame.startTime + frame.duration > interactionTime)
        .flatMap(({ scripts }) => scripts)
        .sort((a, b) => b.duration - a.duration)
      return longest
    },
  }
}

function ofTtfb(): Reasons {
  const timing = navigationTiming()
  if (!timing) return {}
  const since = (time: number) => Math.max(0, time - activation())
  const { workerStart, fetchStart, domainLookupStart, connectStart, connectEnd, responseStart } = timing
  const waited = since(workerStart || fetchStart)
  return {
    waitingDuration: waited,
    cacheDuration: since(domainLookupStart) - waited,
    dnsDuration: since(connectStart) - since(domainLookupStart),
    connectionDuration: since(connectEnd) - since(connectStart),
    requestDuration: since(responseStart) - since(connectEnd),
  }
}

/** A prerendered page is seen only from here on, ms. */
function activation(): number {
  return navigationTiming()?.activationStart ?? 0
}

/** ms; what came without a request of its own has none. */
function firstByte({ navigationType }: Pick<MetricType, 'navigationType'>): number {
  if (navigationType === 'soft-navigation' || navigationType === 'back-forward-cache') return 0
  return Math.max(0, (navigationTiming()?.responseStart ?? 0) - activation())
}
