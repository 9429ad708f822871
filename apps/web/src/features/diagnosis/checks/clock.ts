import type { CheckResult } from '@collector/schema'
import { formatNumber } from '../../../words/quantity.ts'
import type { ServerAnswer } from '../ask-server.ts'

/** One-time codes change every 30 s; certificates and sign-ins allow minutes. */
const fairMs = 30_000
const poorMs = 300_000

export function clock({ now, askedAt }: Pick<ServerAnswer, 'now' | 'askedAt'>): CheckResult {
  const aheadMs = askedAt - now
  const offMs = Math.abs(aheadMs)
  const state = offMs > poorMs ? 'poor' : offMs > fairMs ? 'fair' : 'good'
  if (state === 'good') return { state, detail: 'agrees with the server' }
  const way = aheadMs > 0 ? 'ahead of the server' : 'behind the server'
  return { state, detail: `${spanOf(offMs / 1000)} ${way}` }
}

function spanOf(seconds: number): string {
  if (seconds < 120) return `${formatNumber(seconds)}\u00a0s`
  if (seconds < 7200) return `${formatNumber(seconds / 60)}\u00a0min`
  return seconds < 172_800
    ? `${formatNumber(seconds / 3600)}\u00a0hours`
    : `${formatNumber(seconds / 86_400)}\u00a0days`
}
