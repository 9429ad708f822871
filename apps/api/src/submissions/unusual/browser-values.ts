/** The comparable values of one browser: JSON text by field. */
export type BrowserValues = ReadonlyMap<string, string>

/** A browser as it is compared: the raw text of its sections and its versions. */
export interface ComparedBrowser {
  browserInfo: string | null
  fingerprints: string | null
  browserVersion: string | null
  osVersion: string | null
}

/** Fields that say the same as another one, or that differ from one minute to the next. */
const leftOut = new Set([
  // repeats the version of the browser
  ...['browser.userAgent', 'browser.userAgentData.brands', 'browser.userAgentData.fullVersionList'],
  ...['browser.userAgentData.platformVersion', 'fingerprints.userAgent', 'fingerprints.clientHints'],
  ...['browser.viewport.width', 'browser.viewport.height', 'fingerprints.windowSize'],
  // follows from the name of the time zone
  'fingerprints.timezoneOffset',
  ...['browser.battery.level', 'browser.battery.charging'],
  ...['browser.connection.downlink', 'browser.connection.rtt', 'fingerprints.storageQuota'],
])
const maxFields = 300
/** The value of a component that could not be collected. */
const notAvailable = 'null'

/** Returns the comparable values of a browser; sections of an unexpected kind have none. */
export function browserValues({
  browserInfo,
  fingerprints,
  browserVersion,
  osVersion,
}: ComparedBrowser): BrowserValues {
  const values = new Map<string, string>()
  const add = (field: string, text: string | undefined) => {
    if (text !== undefined && values.size < maxFields && !leftOut.has(field)) values.set(field, text)
  }
  for (const [name, version] of [
    ['version', browserVersion],
    ['systemVersion', osVersion],
  ] as const) {
    add(name, majorVersion(version)?.toString())
  }
  const browser = parseObject(browserInfo)
  // the first of the languages
  if (Array.isArray(browser['languages'])) delete browser['language']
  for (const [name, value] of Object.entries(browser)) {
    const members = isObject(value) ? Object.entries(value) : undefined
    if (members) for (const [member, each] of members) add(`browser.${name}.${member}`, JSON.stringify(each))
    else add(`browser.${name}`, JSON.stringify(value))
  }
  for (const [name, component] of Object.entries(asObject(parseObject(fingerprints)['components']))) {
    const { value, error } = asObject(component)
    add(`fingerprints.${name}`, error === undefined ? JSON.stringify(value) : notAvailable)
  }
  return values
}

/** Returns 153 of "153.0.8010.0"; undefined for anything else. */
function majorVersion(version: string | null): number | undefined {
  const major = Number.parseInt(version ?? '', 10)
  return Number.isNaN(major) ? undefined : major
}

/** Rows of the predecessor may hold text that is not JSON. */
function parseObject(text: string | null): Record<string, unknown> {
  try {
    return asObject(JSON.parse(text ?? '{}'))
  } catch {
    return {}
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {}
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
