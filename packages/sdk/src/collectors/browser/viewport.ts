import type { BrowserSection } from '@collector/schema'

export function viewport(): BrowserSection['viewport'] {
  return { width: innerWidth, height: innerHeight }
}
