import type { BrowserSection } from '@collector/schema'
import type { SignalCollector } from '../../run-collectors.ts'
import { battery } from './battery.ts'
import { connection } from './connection.ts'
import { doNotTrack } from './do-not-track.ts'
import { globalPrivacyControl } from './global-privacy-control.ts'
import { navigatorField } from './navigator-field.ts'
import { orientation } from './orientation.ts'
import { preferences } from './preferences.ts'
import { screenResolution } from './screen-resolution.ts'
import { timezone } from './timezone.ts'
import { userAgentData } from './user-agent-data.ts'
import { viewport } from './viewport.ts'

/** Every field of the browser section, in the order shown; those that wait (battery, client hints) do so side by side. */
export const browserCollectors = {
  userAgent: navigatorField('userAgent'),
  language: navigatorField('language'),
  languages: { collect: () => [...navigator.languages] },
  platform: navigatorField('platform'),
  screenResolution: { collect: screenResolution },
  colorDepth: { collect: () => screen.colorDepth },
  pixelRatio: { collect: () => devicePixelRatio },
  viewport: { collect: viewport },
  orientation: { collect: orientation },
  deviceMemory: navigatorField('deviceMemory'),
  hardwareConcurrency: navigatorField('hardwareConcurrency'),
  cookiesEnabled: navigatorField('cookieEnabled'),
  onLine: navigatorField('onLine'),
  doNotTrack: { collect: doNotTrack },
  globalPrivacyControl: { collect: globalPrivacyControl },
  timezone: { collect: timezone },
  secureContext: { collect: () => isSecureContext },
  connection: { collect: connection },
  battery: { collect: battery },
  userAgentData: { collect: userAgentData },
  preferences: { collect: preferences },
} satisfies Record<keyof BrowserSection, SignalCollector>
