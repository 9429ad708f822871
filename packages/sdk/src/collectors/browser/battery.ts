import type { BrowserSection } from '@collector/schema'

type Battery = NonNullable<BrowserSection['battery']>

/** https://w3c.github.io/battery/; Chromium on secure pages only. */
export async function battery(): Promise<Battery | undefined> {
  const manager = await (navigator as { getBattery?: () => Promise<Battery> }).getBattery?.()
  return manager && { level: manager.level, charging: manager.charging }
}
