import type { BrowserSection } from '@collector/schema'
import { battery } from './battery.ts'
import { connection } from './connection.ts'
import { doNotTrack } from './do-not-track.ts'
import { globalPrivacyControl } from './global-privacy-control.ts'
import { navigatorField } from './navigator-field.ts'
import { orientation } from './orientation.ts'
import { preferences } from './preferences.ts'
import { screenResolution } from './screen-resolution.ts'
import { storagePersisted } from './storage-persisted.ts'
import { timezone } from './timezone.ts'
import { userAgentData } from './user-agent-data.ts'
import { viewport } from './viewport.ts'

/** Every field of the browser section, in the order shown; those that wait (battery, client hints) do so side by side. */
export const browserCollectors = {
  userAgent: navigatorField('userAgent'),
  language: navigatorField('language'),
  languages: () => [...navigator.languages],
  platform: navigatorField('platform'),
  screenResolution,
  colorDepth: () => screen.colorDepth,
  pixelRatio: () => devicePixelRatio,
  viewport,
  orientation,
  deviceMemory: navigatorField('deviceMemory'),
  hardwareConcurrency: navigatorField('hardwareConcurrency'),
  maxTouchPoints: navigatorField('maxTouchPoints'),
  cookiesEnabled: navigatorField('cookieEnabled'),
  onLine: navigatorField('onLine'),
  doNotTrack,
  globalPrivacyControl,
  timezone,
  secureContext: () => isSecureContext,
  storagePersisted,
  connection,
  battery,
  userAgentData,
  preferences,
} satisfies Record<keyof BrowserSection, () => unknown>
