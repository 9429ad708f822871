import type { ChangeReason } from '@collector/schema'
import { componentGroup } from '@collector/schema/catalogue'

/** The versions that a browser named in a page view. */
export interface Versions {
  browserVersion: string | null
  osVersion: string | null
}

/** Returns why a component probably changed between two page views of one browser. */
export function changeReason(component: string, before: Versions, after: Versions): ChangeReason {
  const group = componentGroup(component)
  // a user changes these at any time, an update hardly ever
  if (group === 'screen' || group === 'settings') return group
  if (before.browserVersion !== after.browserVersion) return 'browserUpdate'
  if (before.osVersion !== after.osVersion) return 'systemUpdate'
  return group === 'drawing' ? 'graphics' : 'unknown'
}
