import type { DeviceClass } from '@collector/schema'
import bowser from 'bowser'
import { isbot } from 'isbot'

/** What a user agent string says; null where it does not say. */
export interface UserAgentFacts {
  browserName: string | null
  browserVersion: string | null
  osName: string | null
  osVersion: string | null
  device: DeviceClass | null
}

const nothing: UserAgentFacts = { browserName: null, browserVersion: null, osName: null, osVersion: null, device: null }
/** Patterns are run over it, so a hostile one must not be long; real ones have some 100 to 300 characters. */
const maxLength = 1000

export function identifyUserAgent(userAgent: string | undefined): UserAgentFacts {
  if (!userAgent) return nothing
  const text = userAgent.slice(0, maxLength)
  const { browser, os, platform } = bowser.parse(text)
  return {
    browserName: browser.name || null,
    browserVersion: browser.version || null,
    osName: os.name || null,
    // Windows calls itself "NT 10.0"; Apple's versions have names that say less than the number
    osVersion: (os.name === 'Windows' ? os.versionName : os.version) || null,
    device: isbot(text) ? 'bot' : deviceClass(platform.type),
  }
}

function deviceClass(platformType: string | undefined): DeviceClass | null {
  switch (platformType) {
    case 'desktop':
    case 'mobile':
    case 'tablet':
    case 'bot':
      return platformType
    default:
      return null
  }
}
