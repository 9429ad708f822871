import type { Dimension } from '@collector/schema'
import { deviceLabels } from '../../address/address-filters.ts'

/** Longer values are cut: they are in the address that they link to. */
const longest = 200

/** How a value of a dimension is called on screen. */
export function dimensionLabel(by: Dimension, value: string): string {
  return (labels[by]?.(value) ?? value).slice(0, longest)
}

const labels: Partial<Record<Dimension, (value: string) => string | undefined>> = {
  device: (value) => deviceLabels[value as keyof typeof deviceLabels],
  language: (value) => (/^[a-z]{2,8}$/.test(value) ? languageNames.of(value) : undefined),
}

const languageNames = new Intl.DisplayNames('en', { type: 'language' })
