import type { DeviceClass } from '@collector/schema'
import { isbot } from 'isbot'
import { botName, browserByHints, browserByUserAgent, inAppBrowser } from './browser.ts'
import { type BrowserClues, readClues } from './clues.ts'
import { deviceClass, deviceModel } from './device.ts'
import type { Product } from './product.ts'
import { systemByHints, systemByUserAgent } from './system.ts'

/** The browser with its system and device; undefined where unknown. */
export interface Identity {
  browser: Product | undefined
  os: Product | undefined
  device: DeviceClass | undefined
  /** The name its maker gives the device: Pixel 8. */
  model: string | undefined
}

/** Tells browser, system and device of a browser section, whatever was sent as one. */
export function identifyBrowser(section: unknown): Identity {
  return identify(readClues(section))
}

/**
 * Tells browser, system and device. Client hints go before the user agent, which browsers freeze; an app that shows pages in a
 * web view goes before the browser that the view is made of.
 */
export function identify(clues: BrowserClues): Identity {
  const { userAgent } = clues
  const isBot = isbot(userAgent)
  const os = systemByHints(clues) ?? systemByUserAgent(clues)
  return {
    browser:
      (isBot ? botName(userAgent) : undefined) ??
      inAppBrowser(userAgent) ??
      browserByHints(clues) ??
      browserByUserAgent(userAgent),
    os,
    device: isBot ? 'bot' : deviceClass(clues, os?.name),
    model: deviceModel(clues),
  }
}
