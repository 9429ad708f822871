import type { BrowserSection } from '@collector/schema'
import { pick } from '../../browser/pick.ts'

type Battery = NonNullable<BrowserSection['battery']>

/** https://w3c.github.io/battery/; Chromium on secure pages only. */
export async function battery(): Promise<Battery | undefined> {
  return pick(await (navigator as { getBattery?: () => Promise<Battery> }).getBattery?.(), 'level', 'charging')
}
