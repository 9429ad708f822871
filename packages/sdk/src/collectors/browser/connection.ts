import type { BrowserSection } from '@collector/schema'

/** https://wicg.github.io/netinfo/; Chromium only. */
export function connection(): BrowserSection['connection'] {
  const info = (navigator as { connection?: Required<NonNullable<BrowserSection['connection']>> }).connection
  // the values are getters of the prototype: stringifying the object itself would give {}
  return info && { effectiveType: info.effectiveType, downlink: info.downlink, rtt: info.rtt, saveData: info.saveData }
}
