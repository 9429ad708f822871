import { describeError } from '../describe/describe-error.ts'
import { byteLength } from './byte-length.ts'
import type { Queued } from './queue.ts'

/** Outcome of one attempt. */
export interface Outcome {
  isStored: boolean
  /** True if a retry may help. */
  willRetry: boolean
  /** HTTP status; absent without an answer. */
  status?: number
  /** In plain words. */
  reason: string
  /** The number shown to people. */
  number?: number
  /** Delay that the server requires before a retry. */
  retryAfterMs?: number
}

/** All keepalive requests of a page share 64 KiB: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch */
const keepaliveBudget = 65_536
const timeoutMs = 15_000
let keepaliveInFlight = 0

/**
 * Posts once. Keepalive lets a request outlive its page, within the browser's budget, which the page's own requests
 * share: every other retry goes without. To another origin the body is sent as text without custom headers, so that
 * it needs no preflight, for which a closing page has no time.
 *
 * @param send a `fetch` that the page has not wrapped since
 */
export async function post(send: typeof fetch, endpoint: string, { body, failures = 0 }: Queued): Promise<Outcome> {
  const bytes = byteLength(body)
  const keepalive = failures % 2 === 0 && keepaliveInFlight + bytes <= keepaliveBudget
  if (keepalive) keepaliveInFlight += bytes
  try {
    const { ok, status, headers } = await send(endpoint, {
      method: 'POST',
      body,
      keepalive,
      headers: endpoint.startsWith(`${location.origin}/`)
        ? { 'content-type': 'application/json', prefer: 'return=minimal' }
        : { 'content-type': 'text/plain' },
      // browsers of before 2022 have their own, longer limit
      signal: AbortSignal.timeout?.(timeoutMs),
    })
    const number = Number(headers.get('x-submission-number')) || undefined
    // a portal or a single-page application answers 200 to anything
    const isStored = status === 204 || (ok && number !== undefined)
    return {
      isStored,
      willRetry: !isStored && (ok || status > 499 || status === 408 || status === 429),
      status,
      reason: `the server answered ${status}${ok ? ' without x-submission-number' : ''}`,
      number,
      retryAfterMs: Number(headers.get('retry-after')) * 1000,
    }
  } catch (error) {
    return { isStored: false, willRetry: true, reason: `the server did not answer: ${describeError(error).message}` }
  } finally {
    if (keepalive) keepaliveInFlight -= bytes
  }
}

/** Before version 133 Firefox ends every fetch of a page that leaves. The beacon's answer cannot be read. */
export function beaconIfNeeded(endpoint: string, { body }: Queued): boolean {
  return !('keepalive' in Request.prototype) && navigator.sendBeacon(endpoint, body)
}
