import { asAmount, asBoolean, asObject, asText, isObject, ownMember, type PlainObject } from '../../../api/readers.ts'
import type { Tone } from '../../../ui/text/tone.ts'
import { formatNumber } from '../../../words/quantity.ts'
import { isDoNotTrack } from '../report-data.ts'

/** One indicator at a glance. */
export interface StatusIndicator {
  name: string
  tone: Tone
  /** The state in a word or two. */
  word: string
  /** Further information about it. */
  detail?: string
}

export function statusIndicators(browser: PlainObject): StatusIndicator[] {
  return [
    online(browser),
    cookies(browser),
    privacySignal(browser),
    memory(browser),
    network(browser),
    battery(browser),
  ]
}

function online(browser: PlainObject): StatusIndicator {
  const name = 'Connection'
  const isOnline = asBoolean(browser['onLine'])
  if (isOnline === undefined) return unknown(name)
  return isOnline ? { name, tone: 'good', word: 'Online' } : { name, tone: 'poor', word: 'Offline' }
}

function cookies(browser: PlainObject): StatusIndicator {
  const name = 'Cookies'
  const isEnabled = asBoolean(browser['cookiesEnabled'])
  if (isEnabled === undefined) return unknown(name)
  return isEnabled ? { name, tone: 'good', word: 'Allowed' } : { name, tone: 'poor', word: 'Blocked' }
}

function privacySignal(browser: PlainObject): StatusIndicator {
  const name = 'Do not track'
  const signals = [
    browser['globalPrivacyControl'] === true && 'Global Privacy Control',
    isDoNotTrack(browser['doNotTrack']) && 'Do Not Track',
  ].filter(Boolean)
  if (signals.length > 0) return { name, tone: 'good', word: 'Requested', detail: signals.join(' and ') }
  // a browser without the setting sends neither field
  const isKnown = 'globalPrivacyControl' in browser || 'doNotTrack' in browser
  return isKnown ? { name, tone: 'info', word: 'Not requested' } : unknown(name)
}

function memory(browser: PlainObject): StatusIndicator {
  const name = 'Memory'
  const gib = asAmount(browser['deviceMemory'])
  if (gib === undefined) return unknown(name)
  return { name, tone: gib <= 2 ? 'fair' : 'good', word: `${formatNumber(gib, 2)}\u00a0GiB`, detail: 'rounded' }
}

const networkTones: Readonly<Record<string, Tone>> = { 'slow-2g': 'poor', '2g': 'poor', '3g': 'fair', '4g': 'good' }
const networkWords: Readonly<Record<string, string>> = {
  'slow-2g': 'Very slow',
  '2g': 'Slow',
  '3g': 'Medium',
  '4g': 'Fast',
}

function network(browser: PlainObject): StatusIndicator {
  const name = 'Network'
  const connection = asObject(browser['connection'])
  const kind = asText(connection['effectiveType'])
  const downlink = asAmount(connection['downlink'])
  const rtt = asAmount(connection['rtt'])
  const detail = [
    downlink !== undefined && `${formatNumber(downlink, 1)}\u00a0Mbit/s`,
    rtt !== undefined && `${formatNumber(rtt)}\u00a0ms`,
    connection['saveData'] === true && 'saving data',
  ]
    .filter(Boolean)
    .join(', ')
  if (kind === undefined && !detail) return unknown(name)
  const tone = (kind !== undefined && ownMember(networkTones, kind)) || 'info'
  return {
    name,
    tone,
    word: (kind !== undefined && ownMember(networkWords, kind)) || kind?.slice(0, 20) || 'Known',
    detail,
  }
}

function battery(browser: PlainObject): StatusIndicator {
  const name = 'Battery'
  const state = browser['battery']
  const level = isObject(state) ? asAmount(state['level']) : undefined
  if (!isObject(state) || level === undefined || level > 1) return unknown(name)
  const isCharging = state['charging'] === true
  const tone = isCharging || level > 0.3 ? 'good' : level > 0.15 ? 'fair' : 'poor'
  return { name, tone, word: `${formatNumber(level * 100)}\u00a0%`, detail: isCharging ? 'charging' : 'not charging' }
}

function unknown(name: string): StatusIndicator {
  return { name, tone: 'absent', word: 'Unknown' }
}
