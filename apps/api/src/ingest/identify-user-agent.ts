import type { DeviceClass } from '@collector/schema'
import bowser from 'bowser'
import { isbot } from 'isbot'
import type { ExtractedFacts } from '../storage/tables/facts.ts'
import { text } from './clean.ts'
import { remembered } from './remembered.ts'

/** What a user agent string says; null where it does not say. */
type UserAgentFacts = Pick<ExtractedFacts, 'browserName' | 'browserVersion' | 'osName' | 'osVersion' | 'device'>

const nothing: UserAgentFacts = { browserName: null, browserVersion: null, osName: null, osVersion: null, device: null }

/** Few strings make most requests, and reading one takes longer than everything else that is extracted. */
const known = remembered(read, { maxKnown: 2000, maxLength: 1000 })

/** @param userAgent not long: patterns are run over it */
export function identifyUserAgent(userAgent: string | null): UserAgentFacts {
  return userAgent ? known(userAgent) : nothing
}

function read(userAgent: string): UserAgentFacts {
  const { browser, os, platform } = bowser.parse(userAgent)
  return {
    browserName: text(browser.name),
    browserVersion: text(browser.version),
    osName: text(os.name),
    // Windows calls itself "NT 10.0"; Apple's versions have names that say less than the number
    osVersion: text(os.name === 'Windows' ? os.versionName : os.version),
    device: isbot(userAgent) ? 'bot' : deviceClass(platform.type),
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
