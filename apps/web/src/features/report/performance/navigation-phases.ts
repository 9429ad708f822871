import { asNumber, asObject, type PlainObject } from '../../../api/readers.ts'

/** One phase of loading the page; times in ms after the navigation began. */
export interface NavigationPhase {
  name: string
  /** Explanation in one sentence. */
  meaning: string
  startMs: number
  endMs: number
}

/** Phases in order, with the fields of the W3C entry that begin and end them. */
const phases: readonly (readonly [name: string, start: string, end: string, meaning: string])[] = [
  ['Redirect', 'redirectStart', 'redirectEnd', 'Other addresses redirected the browser to this one.'],
  ['Waiting to begin', 'fetchStart', 'domainLookupStart', 'The browser checks its cache and queues the request.'],
  ['DNS lookup', 'domainLookupStart', 'domainLookupEnd', 'The name of the server is resolved to an address.'],
  ['Connection', 'connectStart', 'connectEnd', 'The connection to the server is opened, encryption included.'],
  ['Encryption', 'secureConnectionStart', 'connectEnd', 'The TLS part of the connection.'],
  ['Request', 'requestStart', 'responseStart', 'The request travels and the server works, until the first byte.'],
  ['Response', 'responseStart', 'responseEnd', 'The page itself is received.'],
  ['Reading the page', 'responseEnd', 'domInteractive', 'The rest of the HTML is parsed; blocking scripts run here.'],
  ['Deferred scripts', 'domInteractive', 'domContentLoadedEventStart', 'Scripts that waited for the parser run.'],
  [
    'DOM content loaded',
    'domContentLoadedEventStart',
    'domContentLoadedEventEnd',
    'Scripts handle the event after the document is complete.',
  ],
  ['Images and the rest', 'domContentLoadedEventEnd', 'loadEventStart', 'Images, styles and frames finish loading.'],
  ['Load event', 'loadEventStart', 'loadEventEnd', 'Scripts handle the event after everything is loaded.'],
]

/** Returns the phases that took place, from the navigation entry or the predecessor's `timing`. */
export function navigationPhases(performance: PlainObject): NavigationPhase[] {
  const times = navigationTimes(performance)
  return phases.flatMap(([name, start, end, meaning]) => {
    const startMs = asNumber(times[start])
    const endMs = asNumber(times[end])
    // 0 means "did not take place" in the entry; only the first phases may begin at 0
    if (startMs === undefined || endMs === undefined || startMs < 0 || endMs <= startMs) return []
    if (start === 'secureConnectionStart' && startMs === 0) return []
    return [{ name, meaning, startMs, endMs }]
  })
}

function navigationTimes(performance: PlainObject): PlainObject {
  const navigation = asObject(performance['navigation'])
  if (asNumber(navigation['responseEnd']) !== undefined) return navigation
  return relativeTimes(asObject(performance['timing']))
}

/** Converts performance.timing, whose times are since 1970, to times since the navigation began. */
function relativeTimes(timing: PlainObject): PlainObject {
  const begin = asNumber(timing['navigationStart'])
  if (begin === undefined) return timing
  return Object.fromEntries(
    Object.entries(timing).map(([name, value]) => [name, asNumber(value) ? Number(value) - begin : undefined]),
  )
}
