import { components } from '@collector/schema/catalogue'
import { ownMember } from '../../../api/readers.ts'

/** Returns the name of a component on screen; that of an unknown one is shortened. */
export function componentLabel(name: string): string {
  return ownMember<{ label: string }>(components, name)?.label ?? name.slice(0, 80)
}
