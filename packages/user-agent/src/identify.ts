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
  /** Model of the device, for example Pixel 8. */
  model: string | undefined
}

/** Identifies browser, system and device of a browser section, whatever was sent as one. */
export function identifyBrowser(section: unknown): Identity {
  return identify(readClues(section))
}

/**
 * Identifies browser, system and device. Client hints take precedence over the user agent, which browsers freeze; an
 * app with a web view takes precedence over the browser of the view.
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
