import { browser } from './components/browser.ts'
import { device } from './components/device.ts'
import { drawing } from './components/drawing.ts'
import { evidence } from './components/evidence.ts'
import { screen } from './components/screen.ts'
import { settings } from './components/settings.ts'

export type { ComponentInfo } from './components/component-info.ts'

/** The components by what they are about. */
const componentGroups = { drawing, device, screen, settings, browser, evidence } as const

export type ComponentGroup = keyof typeof componentGroups

/** Returns the group of a component; undefined for one that no collector yields. */
export function componentGroup(name: string): ComponentGroup | undefined {
  return (Object.keys(componentGroups) as ComponentGroup[]).find((group) => Object.hasOwn(componentGroups[group], name))
}

/** Every fingerprint component by name. The SDK has a collector for each; the compiler names a missing one. */
export const components = { ...drawing, ...device, ...screen, ...settings, ...browser, ...evidence } as const

/** Browsers that a verdict on how rare one is needs: of fewer, each is rare. */
export const enoughBrowsers = 50

export type ComponentName = keyof typeof components
