import type { Dimension } from '@collector/schema'
import { deviceLabels } from '../../words/device-labels.ts'

/** Maximum number of characters; the link of a longer value has all of it. */
const longest = 200

/** Returns the name of a dimension's value on screen. */
export function dimensionLabel(by: Dimension, value: string): string {
  return (labels[by]?.(value) ?? value).slice(0, longest)
}

const labels: Partial<Record<Dimension, (value: string) => string | undefined>> = {
  device: (value) => deviceLabels[value as keyof typeof deviceLabels],
  language: (value) => (/^[a-z]{2,8}$/.test(value) ? languageNames.of(value) : undefined),
}

const languageNames = new Intl.DisplayNames('en', { type: 'language' })
