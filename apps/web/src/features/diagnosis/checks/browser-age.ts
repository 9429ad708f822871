import type { CheckAnswer, CheckResult } from '@collector/schema'

const dayMs = 86_400_000
/** Months after which an update is due: that long Firefox supports its slow channel (ESR), and Apple a system. Others update monthly. */
const dueMonths: Readonly<Record<string, number>> = { Firefox: 15, Safari: 15 }
const usualDueMonths = 6
const poorMonths = 24

export function browserAge({ browser, now }: Pick<CheckAnswer, 'browser' | 'now'>): CheckResult {
  if (!browser) return { state: 'unknown', detail: 'not in the list of versions' }
  const { name, version, releasedAt, newest } = browser
  const months = (now - Date.parse(releasedAt)) / dayMs / 30.4
  const due = dueMonths[name] ?? usualDueMonths
  const state = months > poorMonths ? 'poor' : months > due ? 'fair' : 'good'
  const detail = `${name} ${version}, released ${releasedAt}`
  return { state, detail: state === 'good' ? detail : `${detail}; the newest is ${newest}` }
}
