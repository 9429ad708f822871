import type { Inconsistency } from '@collector/schema'

/** Zoom of the page by which one side may be scaled and the other not. */
const zooms = [
  1, 0.25, 0.3, 0.33, 0.5, 0.67, 0.75, 0.8, 0.85, 0.9, 1.1, 1.15, 1.2, 1.25, 1.33, 1.5, 1.7, 1.75, 2, 2.4, 2.5, 3, 4, 5,
]
const tolerance = 0.01

export interface ScreenFacts {
  width: number
  height: number
  pixelRatio: number
  matches(query: string): boolean
  /** Safari's ratio does not follow its zoom. */
  isSafari: boolean
}

export function readScreenFacts(): ScreenFacts {
  return {
    width: screen.width,
    height: screen.height,
    pixelRatio: devicePixelRatio,
    matches: (query) => matchMedia(query).matches,
    isSafari: navigator.vendor.startsWith('Apple'),
  }
}

/** Compares the screen that scripts see with that of style sheets. */
export function compareScreen({ width, height, pixelRatio, matches, isSafari }: ScreenFacts): Inconsistency[] {
  const found: Inconsistency[] = []
  const isBetween = (feature: string, value: number, unit: string, slack: number) =>
    matches(`(min-${feature}: ${value - slack}${unit}) and (max-${feature}: ${value + slack}${unit})`)
  const isSize = (zoom: number) =>
    isBetween('device-width', width * zoom, 'px', 2) && isBetween('device-height', height * zoom, 'px', 2)
  const knows = (feature: string, unit: string) => matches(`(min-${feature}: 0.001${unit})`)
  if (knows('device-width', 'px') && !zooms.some((zoom) => isSize(zoom) || isSize(1 / zoom))) {
    found.push({ name: 'screenSize', evidence: { script: `${width}×${height}`, styles: 'another size' } })
  }
  if (
    !isSafari &&
    knows('resolution', 'dppx') &&
    !isBetween('resolution', pixelRatio, 'dppx', pixelRatio * tolerance)
  ) {
    found.push({ name: 'pixelRatio', evidence: { script: String(pixelRatio), styles: 'another ratio' } })
  }
  return found
}
