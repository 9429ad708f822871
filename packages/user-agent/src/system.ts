import type { BrowserClues } from './clues.ts'
import { findProduct, type Product, type ProductTable, withoutZeros } from './product.ts'

/** Common names of platforms that client hints name differently. */
const namesOfPlatforms: Readonly<Record<string, string>> = { 'Chrome OS': 'ChromeOS', 'Chromium OS': 'ChromeOS' }

/** Returns the system of the client hints; undefined if the user agent may say more. */
export function systemByHints({ platform, platformVersion, userAgent }: BrowserClues): Product | undefined {
  if (platform === '' || platform === 'Unknown' || isConsole(userAgent)) return undefined
  // televisions run Linux too, and their user agents name the system
  if (platform === 'Linux' && systemOfDevice(userAgent)) return undefined
  const version = /^\d[\d.]*$/.test(platformVersion) ? platformVersion : undefined
  if (platform === 'Windows') return windowsByHint(version)
  return { name: namesOfPlatforms[platform] ?? platform, version: withoutZeros(version) }
}

/** Returns the system of the user agent. Browsers freeze its version; the note says where. */
export function systemByUserAgent(clues: BrowserClues): Product | undefined {
  const { userAgent } = clues
  return (
    systemOfDevice(userAgent) ??
    windows(userAgent) ??
    iOs(userAgent) ??
    android(userAgent) ??
    macOs(clues) ??
    findProduct(others, userAgent)
  )
}

/** Returns whether this is an iPad that requests desktop pages, its default: it claims to be a Mac, but Macs have no touch screen. */
export function isIpadAsMac({ userAgent, platform, maxTouchPoints }: BrowserClues): boolean {
  return maxTouchPoints > 1 && platform === '' && userAgent.includes('Macintosh')
}

const consoles: ProductTable = [
  [/\bPlayStation (?:Vita|Portable)\b/i, 'PlayStation Vita'],
  [/\bPlayStation (\d)/i, 'PlayStation'],
  [/\bNintendo Switch\b/, 'Nintendo Switch'],
  [/\bNintendo WiiU\b/, 'Nintendo Wii U'],
  [/\bNintendo 3DS\b/, 'Nintendo 3DS'],
  [/\bXbox\b/, 'Xbox'],
]

/** Systems of consoles, televisions and phones whose user agents name a second system too. */
const ofDevices: ProductTable = [
  ...consoles,
  [/\bWindows Phone(?: OS)? ([\d.]+)/, 'Windows Phone'],
  [/\b(?:OpenHarmony|HarmonyOS)(?:[ /]([\d.]+))?/, 'HarmonyOS'],
  [/\bTizen(?:[ /]([\d.]+))?/, 'Tizen'],
  [/\bWeb0S\b|\bwebOS(?:\.TV|TV)?\b|\bhpwOS\b|\bWEBOS([\d.]+)/, 'webOS'],
  [/\bKAIOS\/([\d.]+)/, 'KaiOS'],
  [/\bApple ?TV(?:[\d,]+\/([\d.]+))?/, 'tvOS'],
  [/\bRoku\b/, 'Roku OS'],
]

const others: ProductTable = [
  [/\bCrOS \S+ ([\d.]+)|\bCrOS\b/, 'ChromeOS'],
  [/\bFreeBSD\b/, 'FreeBSD'],
  [/\bOpenBSD\b/, 'OpenBSD'],
  [/\bNetBSD\b/, 'NetBSD'],
  [/\bDragonFly\b/, 'DragonFly BSD'],
  [/\bSunOS\b/, 'Solaris'],
  [/\bHaiku\b/, 'Haiku'],
  [/\bFuchsia\b/, 'Fuchsia'],
  [/\bBB10\b.*\bVersion\/([\d.]+)|\bBlackBerry\b/, 'BlackBerry'],
  [/\bSymbian/, 'Symbian'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
]

function systemOfDevice(userAgent: string): Product | undefined {
  return findProduct(ofDevices, userAgent)
}

/** Returns whether it is a console, whose user agent also names Windows or Linux. */
function isConsole(userAgent: string): boolean {
  return findProduct(consoles, userAgent) !== undefined
}

/** https://learn.microsoft.com/microsoft-edge/web-platform/how-to-detect-win11: 13 and above is Windows 11. */
function windowsByHint(platformVersion: string | undefined): Product {
  if (platformVersion === undefined) return { name: 'Windows' }
  const major = Number.parseInt(platformVersion, 10)
  if (major >= 13) return { name: 'Windows', version: '11' }
  if (major >= 1) return { name: 'Windows', version: '10' }
  const version = { '0.3': '8.1', '0.2': '8', '0.1': '7' }[platformVersion.replace(/\.0$/, '')]
  return version ? { name: 'Windows', version } : { name: 'Windows', note: 'Older than Windows 10.' }
}

const versionsOfNt: Readonly<Record<string, string>> = {
  '5.1': 'XP',
  '5.2': 'XP',
  '6.0': 'Vista',
  '6.1': '7',
  '6.2': '8',
  '6.3': '8.1',
}

function windows(userAgent: string): Product | undefined {
  const nt = /\bWindows NT ([\d.]+)/.exec(userAgent)?.[1]
  if (nt === '10.0') return { name: 'Windows', version: '10 or 11', note: 'The user agent says 10.0 for both.' }
  if (nt) return { name: 'Windows', version: versionsOfNt[nt] ?? `NT ${nt}` }
  return /\bWindows\b/.test(userAgent) ? { name: 'Windows' } : undefined
}

/** Returns iOS or iPadOS. Safari has the version of the system; from 26 on the user agent states only Safari's. */
function iOs(userAgent: string): Product | undefined {
  const [, device, stated] = /\b(iPhone|iPad|iPod)\b(?:[^)]*? OS ([\d_]+))?/.exec(userAgent) ?? []
  if (!device) return undefined
  const name = device === 'iPad' ? 'iPadOS' : 'iOS'
  const version = stated?.replaceAll('_', '.')
  const ofSafari = safariVersion(userAgent)
  if (Number.parseInt(ofSafari ?? '', 10) >= 26) return { name, version: ofSafari }
  const isFrozen = version?.startsWith('18.') && ofSafari === undefined
  return { name, version, ...(isFrozen ? { note: 'From iOS 26 on the user agent may still say 18.' } : {}) }
}

function safariVersion(userAgent: string): string | undefined {
  // Chrome for iPad states a version of its own
  if (userAgent.includes('CriOS/')) return undefined
  return /\bVersion\/([\d.]+)/.exec(userAgent)?.[1]
}

function android(userAgent: string): Product | undefined {
  const [match, version] = /\bAndroid(?: ([\d.]+))?/.exec(userAgent) ?? []
  if (match === undefined) return undefined
  return userAgent.includes('Android 10; K')
    ? { name: 'Android', note: 'The user agent says Android 10 for every version.' }
    : { name: 'Android', version: withoutZeros(version) }
}

function macOs(clues: BrowserClues): Product | undefined {
  const { userAgent } = clues
  if (isIpadAsMac(clues)) {
    return {
      name: 'iPadOS',
      version: safariVersion(userAgent),
      note: 'The user agent says macOS, but a Mac has no touch screen.',
    }
  }
  const [match, version] = /\bMac OS X(?: ([\d._]+))?/.exec(userAgent) ?? []
  if (match === undefined) return undefined
  return /^10[._]15/.test(version ?? '')
    ? { name: 'macOS', note: 'The user agent says 10.15 for every later version.' }
    : { name: 'macOS', version: version?.replaceAll('_', '.') }
}
