import type { DeviceClass } from '@collector/schema'
import type { BrowserClues } from './clues.ts'
import { isIpadAsMac } from './system.ts'

/** Televisions, streaming sticks and boxes, and consoles. AFT… are models of Fire TV. */
const tv =
  /\bSMART-?TV\b|\bTV\b|\b(?:Google|Android|Apple) ?TV|\bHbbTV\b|\bWeb0S\b|\bNetCast\b|\bCrKey\b|\bAFT[A-Z]|\bBRAVIA\b|\bRoku\b|\bPlayStation\b|\bXbox\b|\bNintendo\b/i
/** Windows 7 says "Tablet PC" on desktops too. */
const tablet = /\biPad\b|\bTablet\b(?! PC)|\bPlayBook\b|\bKindle\b|\bSilk\//
const mobile = /Mobi|\biPhone\b|\biPod\b|\bPhone\b|\bOpera Mini\b|\bBlackBerry\b|\bKAIOS\b|\bMIDP\b|\bSymbian/
const desktop = /\bWindows\b|\bMacintosh\b|\bX11\b|\bCrOS\b|\bPC;|\bHaiku\b|\bLinux\b/

const desktopSystems: ReadonlySet<string> = new Set(['Windows', 'macOS', 'Linux', 'ChromeOS'])

/** Returns the class of a device; bots are found elsewhere. */
export function deviceClass(clues: BrowserClues, system: string | undefined): DeviceClass | undefined {
  const { userAgent, isMobile } = clues
  if (tv.test(userAgent)) return 'tv'
  if (tablet.test(userAgent) || isIpadAsMac(clues)) return 'tablet'
  if (isMobile || mobile.test(userAgent)) return 'mobile'
  // tablets have no "Mobile" in their user agent
  if (system === 'Android') return 'tablet'
  return desktop.test(userAgent) || (isMobile === false && desktopSystems.has(system ?? '')) ? 'desktop' : undefined
}

/** Returns the model of the client hints, else of the user agent, where "K" stands for every model. */
export function deviceModel({ model, userAgent }: BrowserClues): string | undefined {
  if (model !== '') return model
  const [, stated] =
    /\bAndroid [\d.]+; (?:[a-z]{2}[-_][a-z]{2}; )?([^;)]+?)(?: Build\/[^;)]*)?(?:; wv)?\)/i.exec(userAgent) ?? []
  return stated === undefined || /^(?:K|Mobile|Tablet)$|^rv:/.test(stated) ? undefined : stated
}
