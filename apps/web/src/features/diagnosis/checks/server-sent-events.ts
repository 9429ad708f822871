import type { CheckResult } from '@collector/schema'
import { withBase } from '../../../router/base-path.ts'

const timeoutMs = 4000
/** The server waits 300 ms between its two events. */
const togetherMs = 100

/**
 * Reads the stream itself, since an EventSource connects again and again where it fails. Only where the parts come together
 * it asks an EventSource too: WebKit holds back the first small part of any other answer.
 */
export async function serverSentEvents(): Promise<CheckResult> {
  const response = await fetch(withBase('/check/events'), {
    headers: { accept: 'text/event-stream' },
    cache: 'no-store',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch(() => undefined)
  if (!response?.ok || !response.body) {
    return { state: 'poor', detail: response ? `the server answered ${response.status}` : 'no answer' }
  }
  const times: number[] = []
  try {
    const reader = response.body.getReader()
    for (let part = await reader.read(); !part.done; part = await reader.read()) times.push(performance.now())
  } catch {
    return { state: 'poor', detail: 'the stream broke' }
  }
  const result = rateEvents(times)
  return result.state === 'good' ? result : rateEvents(await eventTimes())
}

/** Times of the two events, ms; fewer if they do not come. */
function eventTimes(): Promise<number[]> {
  return new Promise((resolve) => {
    const times: number[] = []
    const source = new EventSource(withBase('/check/events'))
    const settle = () => {
      clearTimeout(timer)
      source.close()
      resolve(times)
    }
    const timer = setTimeout(settle, timeoutMs)
    source.onmessage = () => {
      times.push(performance.now())
      if (times.length === 2) settle()
    }
    source.onerror = settle
  })
}

/** @param times of the parts of the stream, ms */
export function rateEvents(times: readonly number[]): CheckResult {
  const [first = 0] = times
  const last = times.at(-1) ?? 0
  return last - first >= togetherMs
    ? { state: 'good', detail: 'arrive at once' }
    : { state: 'fair', detail: 'held back until the end' }
}
