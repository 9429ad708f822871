import type { CheckResult } from '@collector/schema'
import { withBase } from '../../../router/base-path.ts'
import { formatNumber } from '../../../words/quantity.ts'

const requests = 5
/** From the first on a page feels slow, from the second on it is: one click often waits for several round trips. */
const fairMs = 150
const poorMs = 400

/** Measures small requests one after the other. The median leaves out one that had to connect first. */
export async function roundTrip(): Promise<CheckResult> {
  const times: number[] = []
  for (let n = 0; n < requests; n++) {
    const start = performance.now()
    const response = await fetch(withBase(`/check?${n}`), { cache: 'no-store' })
    if (!response.ok) return { state: 'unknown', detail: `the server answered ${response.status}` }
    // an answer that is not read stays open
    await response.arrayBuffer()
    times.push(performance.now() - start)
  }
  return rateRoundTrip(times.sort((a, b) => a - b)[Math.floor(requests / 2)] ?? 0)
}

export function rateRoundTrip(ms: number): CheckResult {
  const state = ms > poorMs ? 'poor' : ms > fairMs ? 'fair' : 'good'
  return { state, detail: `${formatNumber(Math.max(1, ms))}\u00a0ms` }
}
