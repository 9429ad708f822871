import type { CheckResult } from '@collector/schema'
import { withBase } from '../../../router/base-path.ts'
import { formatNumber } from '../../../words/quantity.ts'

const maxMs = 3000
/** Mbit/s that a page with pictures, and that any page needs. */
const fairBelow = 5
const poorBelow = 1

/** Loads a file, for at most three seconds: then the part that came tells the speed. */
export async function download(): Promise<CheckResult> {
  const stop = new AbortController()
  const response = await fetch(withBase('/check/download'), { cache: 'no-store', signal: stop.signal })
  if (!response.ok || !response.body) return { state: 'unknown', detail: `the server answered ${response.status}` }
  const start = performance.now()
  const timer = setTimeout(() => stop.abort(), maxMs)
  let bytes = 0
  try {
    const reader = response.body.getReader()
    for (let part = await reader.read(); !part.done; part = await reader.read()) bytes += part.value.length
  } catch {
    if (!stop.signal.aborted) return { state: 'poor', detail: 'the connection broke' }
  } finally {
    clearTimeout(timer)
  }
  return rateDownload(bytes, performance.now() - start)
}

export function rateDownload(bytes: number, ms: number): CheckResult {
  // a local file comes in less than a tick of a coarse clock
  const megabits = (bytes * 8) / Math.max(1, ms) / 1000
  const state = megabits < poorBelow ? 'poor' : megabits < fairBelow ? 'fair' : 'good'
  return { state, detail: `${formatNumber(megabits, megabits < 10 ? 1 : 0)}\u00a0Mbit/s` }
}
