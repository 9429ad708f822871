import type { LongAnimationFrame } from '@collector/schema'
import { navigationTiming } from '../../browser/navigation-timing.ts'
import { selectorOf } from '../../browser/selector-of.ts'
import type { PageViewKind } from '../../page-view.ts'
import type { Paint } from './paints.ts'

type Reasons = Record<string, unknown>

/** A vital as it is measured. */
export type Metric =
  | (Pick<Paint, 'value' | 'kind' | 'entries'> & { name: 'LCP' })
  | (Pick<Paint, 'value' | 'kind'> & { name: 'FCP' })
  | { name: 'TTFB'; value: number }
  | { name: 'CLS'; value: number; entries: readonly LayoutShift[] }
  | { name: 'INP'; value: number; entries: readonly PerformanceEventTiming[] }

type Named<Name extends Metric['name']> = Extract<Metric, { name: Name }>

/** Other measurements of the time in which a vital was measured. */
export interface Meanwhile {
  frames: readonly LongAnimationFrame[]
  /** The latest slow events. */
  events: readonly PerformanceEventTiming[]
  /** The first request of each URL. The browser's own buffer may be full before the one of LCP comes. */
  requests: ReadonlyMap<string, PerformanceResourceTiming>
}

/** `duration` is rounded to this, ms: https://www.w3.org/TR/event-timing/#sec-events-exposed */
const durationGrain = 8

/**
 * Why a vital is what it is: the element, the phases (ms), the script. Names and meanings are those of the web-vitals
 * library's attribution build; see docs/decisions/2026-11-23-vitals-attribution.md for why it is not that build.
 */
export function attribution(metric: Metric, meanwhile: Meanwhile): Reasons {
  switch (metric.name) {
    case 'LCP':
      return ofLcp(metric, meanwhile)
    case 'CLS':
      return ofCls(metric)
    case 'INP':
      return ofInp(metric, meanwhile)
    case 'FCP': {
      const timeToFirstByte = firstByte(metric.kind)
      return { timeToFirstByte, firstByteToFCP: metric.value - timeToFirstByte }
    }
    case 'TTFB':
      return ofTtfb()
  }
}

function ofLcp({ value, entries, kind }: Named<'LCP'>, { requests }: Meanwhile): Reasons {
  const [entry] = entries
  const url = entry?.url
  const timeToFirstByte = firstByte(kind)
  const known = { target: selectorOf(entry?.element), url: url ?? '', timeToFirstByte }
  const request = requests.get(url ?? '')
  // without the request of an image its phases are unknown
  if (url && !request) return known
  const start = request
    ? Math.max(timeToFirstByte, (request.requestStart || request.startTime) - activation())
    : timeToFirstByte
  const end = request ? Math.min(value, Math.max(start, request.responseEnd - activation())) : start
  return {
    ...known,
    resourceLoadDelay: start - timeToFirstByte,
    resourceLoadDuration: end - start,
    elementRenderDelay: value - end,
  }
}

function ofCls({ entries }: Named<'CLS'>): Reasons {
  const [largest] = [...entries].sort((a, b) => b.value - a.value)
  const source = largest?.sources.find(({ node }) => node)
  return {
    largestShiftTarget: selectorOf(source?.node),
    largestShiftTime: largest?.startTime,
    largestShiftValue: largest?.value,
  }
}

function ofInp({ value, entries }: Named<'INP'>, { frames, events }: Meanwhile): Reasons {
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
    // the frame of an interaction is reported after it
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

/** Returns when a prerendered page was shown, in ms. */
function activation(): number {
  return navigationTiming()?.activationStart ?? 0
}

/** Returns the time of the first byte in ms; 0 for page views without a request. */
export function firstByte(kind: PageViewKind): number {
  return kind === 'load' ? Math.max(0, (navigationTiming()?.responseStart ?? 0) - activation()) : 0
}
