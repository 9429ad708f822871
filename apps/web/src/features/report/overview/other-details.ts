import type { BrowserSection } from '@collector/schema'
import { asNumber, asText, type PlainObject } from '../../../api/readers.ts'
import type { Detail } from './browser-details.ts'

/** Fields that the report shows elsewhere: in words, beside others, or as the user agent. */
const placed: ReadonlySet<string> = new Set<keyof BrowserSection>([
  'userAgent',
  'language',
  'languages',
  'platform',
  'screenResolution',
  'colorDepth',
  'pixelRatio',
  'viewport',
  'orientation',
  'deviceMemory',
  'hardwareConcurrency',
  'cookiesEnabled',
  'onLine',
  'doNotTrack',
  'globalPrivacyControl',
  'timezone',
  'secureContext',
  'connection',
  'battery',
  'userAgentData',
  'preferences',
])

/** Limit, because a browser section may hold anything; Raw Data shows the rest. */
const maxFields = 30
const maxLabelLength = 80

/** Returns all other fields of the browser section, labelled by their names: newer ones, and those of other clients. */
export function otherDetails(browser: PlainObject): Detail[] {
  return Object.entries(browser)
    .filter(([name]) => !placed.has(name))
    .slice(0, maxFields)
    .map(([name, value]) => ({ label: labelFrom(name), value: textOf(value) }))
}

/** Returns "Storage persisted" for "storagePersisted". */
function labelFrom(name: string): string {
  const words = name
    .slice(0, maxLabelLength)
    .replace(/(?<=[a-z\d])[A-Z](?![A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'object' && value !== null) return JSON.stringify(value)
  return asText(value) ?? asNumber(value)?.toString()
}
