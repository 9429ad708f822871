import type { Dimension } from '@collector/schema'
import { deviceLabels } from './address-filters.ts'

/** Longer values are cut: they are in the address that they link to. */
const longest = 200

/** How a value of a dimension is called on screen. */
export function dimensionLabel(by: Dimension, value: string): string {
  const label = by === 'device' ? deviceLabels[value as keyof typeof deviceLabels] : undefined
  return (label ?? value).slice(0, longest)
}
