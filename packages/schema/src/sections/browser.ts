import { type Static, Type } from 'typebox'

/**
 * Properties of the browser. A field that the browser lacks is absent. Names are the predecessor's; newer ones are
 * the web platform's own.
 */
export const browserSection = Type.Object({
  userAgent: Type.Optional(Type.String()),
  language: Type.Optional(Type.String({ description: 'BCP 47 tag' })),
  languages: Type.Optional(Type.Array(Type.String())),
  platform: Type.Optional(Type.String()),
  screenResolution: Type.Optional(Type.String({ description: 'CSS pixels, as in "2560x1440"' })),
  colorDepth: Type.Optional(Type.Number({ description: 'Bits per pixel' })),
  pixelRatio: Type.Optional(Type.Number({ description: 'Device pixels per CSS pixel' })),
  viewport: Type.Optional(Type.Object({ width: Type.Number(), height: Type.Number() }, { description: 'CSS pixels' })),
  orientation: Type.Optional(Type.String({ description: 'ScreenOrientation.type' })),
  deviceMemory: Type.Optional(Type.Number({ description: 'GiB, rounded by the browser' })),
  hardwareConcurrency: Type.Optional(Type.Number({ description: 'Logical processors' })),
  maxTouchPoints: Type.Optional(Type.Number({ description: 'Maximum number of simultaneous touches' })),
  cookiesEnabled: Type.Optional(Type.Boolean()),
  onLine: Type.Optional(Type.Boolean()),
  doNotTrack: Type.Optional(
    Type.Union([Type.String(), Type.Null()], { description: '"1", "0", or null without a choice' }),
  ),
  globalPrivacyControl: Type.Optional(Type.Boolean()),
  timezone: Type.Optional(Type.String({ description: 'IANA name' })),
  secureContext: Type.Optional(Type.Boolean()),
  storagePersisted: Type.Optional(
    Type.Boolean({ description: 'True if the storage of this site survives when space runs short' }),
  ),
  connection: Type.Optional(
    Type.Object({
      effectiveType: Type.Optional(Type.String()),
      downlink: Type.Optional(Type.Number({ description: 'Mbit/s' })),
      rtt: Type.Optional(Type.Number({ description: 'ms' })),
      saveData: Type.Optional(Type.Boolean()),
    }),
  ),
  battery: Type.Optional(Type.Object({ level: Type.Number({ minimum: 0, maximum: 1 }), charging: Type.Boolean() })),
  userAgentData: Type.Optional(
    Type.Object(
      {
        brands: Type.Optional(Type.Array(Type.Object({ brand: Type.String(), version: Type.String() }))),
        mobile: Type.Optional(Type.Boolean()),
        platform: Type.Optional(Type.String()),
        architecture: Type.Optional(Type.String()),
        bitness: Type.Optional(Type.String()),
        model: Type.Optional(Type.String()),
        platformVersion: Type.Optional(Type.String()),
        fullVersionList: Type.Optional(Type.Array(Type.Object({ brand: Type.String(), version: Type.String() }))),
      },
      { description: 'User-agent client hints, high-entropy values included' },
    ),
  ),
  preferences: Type.Optional(
    Type.Object({
      colorScheme: Type.Optional(Type.String({ description: '"light" or "dark"' })),
      reducedMotion: Type.Optional(Type.Boolean()),
      reducedTransparency: Type.Optional(Type.Boolean()),
      contrast: Type.Optional(Type.String({ description: '"no-preference", "more", "less" or "custom"' })),
      forcedColors: Type.Optional(Type.Boolean()),
    }),
  ),
})

export type BrowserSection = Static<typeof browserSection>
