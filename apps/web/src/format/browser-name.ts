import { asArray, asObject, asText, type PlainObject } from './readers.ts'

/** A product and its version as the browser states them, with what is known to be missing from that statement. */
export interface ProductName {
  name: string
  version?: string
  /** Why the name or version may be coarser than the truth. */
  note?: string
}

/** Most specific first: every Chromium says "Chrome", and nearly everything says "Safari". */
const browserTokens: readonly (readonly [token: RegExp, name: string])[] = [
  [/\b(?:Edg|EdgA|EdgiOS)\/([\d.]+)/, 'Edge'],
  [/\b(?:OPR|OPT|OPX)\/([\d.]+)/, 'Opera'],
  [/\bSamsungBrowser\/([\d.]+)/, 'Samsung Internet'],
  [/\bVivaldi\/([\d.]+)/, 'Vivaldi'],
  [/\bYaBrowser\/([\d.]+)/, 'Yandex Browser'],
  [/\bDuckDuckGo\/([\d.]+)/, 'DuckDuckGo'],
  [/\b(?:Firefox|FxiOS)\/([\d.]+)/, 'Firefox'],
  [/\bHeadlessChrome\/([\d.]+)/, 'Headless Chrome'],
  [/\b(?:Chrome|CriOS)\/([\d.]+)/, 'Chrome'],
  [/\bVersion\/([\d.]+).*\bSafari\//, 'Safari'],
  [/\bMSIE ([\d.]+)/, 'Internet Explorer'],
  [/\bTrident\/.*\brv:([\d.]+)/, 'Internet Explorer'],
]

/** Brands that stand for the engine; the nonsense brand ("Not A;Brand") is there so that nobody relies on the list. */
const notTheProduct = /^Chromium$|not.*brand/i

/** Which browser this is, by its client hints where it has them, else by its user agent. */
export function browserName(browser: PlainObject): ProductName | undefined {
  const hints = asObject(browser['userAgentData'])
  const brands = [...asArray(hints['fullVersionList']), ...asArray(hints['brands'])].map(asObject)
  const product = brands.find((brand) => asText(brand['brand']) && !notTheProduct.test(String(brand['brand'])))
  if (product) {
    return { name: String(product['brand']).replace(/^(Google|Microsoft) /, ''), version: asText(product['version']) }
  }

  const userAgent = asText(browser['userAgent'])
  if (userAgent === undefined) return undefined
  for (const [token, name] of browserTokens) {
    const version = token.exec(userAgent)?.[1]
    if (version === undefined) continue
    const isReduced = /^\d+\.0\.0\.0$/.test(version)
    return {
      name,
      version: isReduced ? version.replace('.0.0.0', '') : version,
      note: isReduced ? 'The user agent states the major version only.' : undefined,
    }
  }
  return undefined
}

/** Which operating system this is. Browsers freeze what the user agent says of it; the note tells where. */
export function systemName(browser: PlainObject): ProductName | undefined {
  const hints = asObject(browser['userAgentData'])
  const platform = asText(hints['platform'])
  const platformVersion = asText(hints['platformVersion'])
  if (platform === 'Windows' && platformVersion) return windowsByHint(platformVersion)
  if (platform && platform !== 'Unknown') return { name: platform, version: platformVersion }

  const userAgent = asText(browser['userAgent'])
  return userAgent === undefined ? undefined : systemByUserAgent(userAgent)
}

/** https://learn.microsoft.com/microsoft-edge/web-platform/how-to-detect-win11: 13 and above is Windows 11. */
function windowsByHint(platformVersion: string): ProductName {
  const major = Number.parseInt(platformVersion, 10)
  if (major >= 13) return { name: 'Windows', version: '11' }
  if (major >= 1) return { name: 'Windows', version: '10' }
  return { name: 'Windows', note: 'Older than Windows 10.' }
}

const windowsVersions: Readonly<Record<string, string>> = { '6.1': '7', '6.2': '8', '6.3': '8.1' }

function systemByUserAgent(userAgent: string): ProductName | undefined {
  const windows = /Windows NT ([\d.]+)/.exec(userAgent)?.[1]
  if (windows === '10.0') return { name: 'Windows', version: '10 or 11', note: 'The user agent says 10.0 for both.' }
  if (windows) return { name: 'Windows', version: windowsVersions[windows] ?? `NT ${windows}` }

  const iOs = /(iPhone|iPad|iPod)[^)]* OS ([\d_]+)/.exec(userAgent)
  if (iOs) {
    const note = /Version\/(2[6-9]|[3-9]\d)/.test(userAgent) ? 'Safari 26 and later freeze it at 18.' : undefined
    return { name: iOs[1] === 'iPad' ? 'iPadOS' : 'iOS', version: iOs[2]?.replaceAll('_', '.'), note }
  }

  const android = /Android ([\d.]+)/.exec(userAgent)?.[1]
  if (android) {
    const isReduced = userAgent.includes('Android 10; K')
    return isReduced
      ? { name: 'Android', note: 'The user agent says Android 10 for every version.' }
      : { name: 'Android', version: android }
  }

  if (/Mac OS X 10[._]15/.test(userAgent)) {
    return { name: 'macOS', note: 'The user agent says 10.15 for every later version, and an iPad may say it too.' }
  }
  const mac = /Mac OS X ([\d._]+)/.exec(userAgent)?.[1]
  if (mac) return { name: 'macOS', version: mac.replaceAll('_', '.') }
  if (userAgent.includes('CrOS')) return { name: 'ChromeOS' }
  if (/Linux|X11/.test(userAgent)) return { name: 'Linux', note: 'The user agent names no distribution.' }
  return undefined
}
