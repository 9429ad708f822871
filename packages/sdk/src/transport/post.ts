import type { Queued } from './queue.ts'

/** What came of one attempt. */
export type Outcome =
  | { kind: 'stored'; number?: number }
  | { kind: 'refused'; status: number; reason: string }
  | { kind: 'failed'; status?: number; reason: string; retryAfterMs?: number }

/** All keepalive requests of a page share 64 KiB: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch */
const keepaliveBudget = 60_000
const timeoutMs = 15_000
let keepaliveInFlight = 0

/**
 * Posts once. Keepalive lets a request outlive its page, within the browser's budget. Across origins the body goes as
 * text without headers of ours: so it needs no preflight, which a page that is leaving has no time for.
 */
export async function post(endpoint: string, { body }: Queued): Promise<Outcome> {
  const isOwnOrigin = new URL(endpoint, location.href).origin === location.origin
  // characters of more than one byte are rare enough; the budget leaves room for them
  const keepalive = keepaliveInFlight + body.length < keepaliveBudget
  if (keepalive) keepaliveInFlight += body.length
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), timeoutMs)
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      body,
      keepalive,
      credentials: isOwnOrigin ? 'same-origin' : 'omit',
      headers: isOwnOrigin
        ? { 'content-type': 'application/json', prefer: 'return=minimal' }
        : { 'content-type': 'text/plain' },
      signal: abort.signal,
    })
    // the echo is of no use here
    response.body?.cancel().catch(() => {})
    return outcomeOf(response)
  } catch (error) {
    const reason = abort.signal.aborted ? `no answer within ${timeoutMs / 1000} s` : 'the server cannot be reached'
    return { kind: 'failed', reason: `${reason} (${error instanceof Error ? error.name : 'error'})` }
  } finally {
    clearTimeout(timer)
    if (keepalive) keepaliveInFlight -= body.length
  }
}

function outcomeOf({ ok, status, headers }: Response): Outcome {
  if (ok) {
    const number = Number(headers.get('x-submission-number'))
    return number ? { kind: 'stored', number } : { kind: 'stored' }
  }
  const reason = `the server answered ${status}`
  if (status < 500 && status !== 408 && status !== 429) return { kind: 'refused', status, reason }
  const retryAfterSeconds = Number(headers.get('retry-after'))
  return { kind: 'failed', status, reason, ...(retryAfterSeconds > 0 && { retryAfterMs: retryAfterSeconds * 1000 }) }
}

/** For a page that is leaving, where fetch is of no use; no answer is told. */
export function beacon(endpoint: string, { body }: Queued): boolean {
  return navigator.sendBeacon?.(endpoint, body) ?? false
}
