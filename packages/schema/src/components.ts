import { browser } from './components/browser.ts'
import { device } from './components/device.ts'
import { drawing } from './components/drawing.ts'
import { evidence } from './components/evidence.ts'
import { screen } from './components/screen.ts'
import { settings } from './components/settings.ts'

export type { ComponentInfo } from './components/component-info.ts'

/** Every fingerprint component by name. The SDK has a collector for each; the compiler names a missing one. */
export const components = { ...drawing, ...device, ...screen, ...settings, ...browser, ...evidence } as const

export type ComponentName = keyof typeof components
