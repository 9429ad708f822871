import type { DeviceClass } from '@collector/schema'

/** Names of classes of devices on screen. */
export const deviceLabels = {
  desktop: 'Desktop',
  mobile: 'Mobile',
  tablet: 'Tablet',
  tv: 'TV or console',
  bot: 'Bot',
} as const satisfies Record<DeviceClass, string>
