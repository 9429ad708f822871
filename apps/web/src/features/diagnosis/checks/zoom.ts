import type { CheckResult } from '@collector/schema'

/** Zoom levels of Chromium and Safari, %. */
const levels = [25, 33, 50, 67, 75, 80, 85, 90, 100, 110, 115, 125, 150, 175, 200, 250, 300, 400, 500]
/** Pixel ratios of screens without zoom. */
const screenRatios = [1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 2.625, 2.75, 3, 3.5, 4]
const tolerance = 0.015

export interface ZoomFacts {
  outerWidth: number
  innerWidth: number
  pixelRatio: number
  /** Scale of a pinch. */
  pinch: number
  /** True if zooming changes the pixel ratio and the inner width, but not the outer one. */
  isChromium: boolean
}

export function zoom(): CheckResult {
  return rateZoom({
    outerWidth,
    innerWidth,
    pixelRatio: devicePixelRatio,
    pinch: window.visualViewport?.scale ?? 1,
    isChromium: navigator.vendor === 'Google Inc.' && !matchMedia('(pointer: coarse)').matches,
  })
}

/**
 * Browsers do not tell the zoom. In Chromium it is the outer width by the inner one, and also part of the pixel ratio: where
 * both do not agree, a side bar makes the window narrower, and nothing is said.
 */
export function rateZoom({ outerWidth, innerWidth, pixelRatio, pinch, isChromium }: ZoomFacts): CheckResult {
  if (Math.abs(pinch - 1) > tolerance) return { state: 'fair', detail: percent(pinch * 100) }
  if (!isChromium) return { state: 'unknown', detail: 'this browser does not tell' }
  const level = levels.find((percent) => isNear(outerWidth / innerWidth, percent / 100))
  const isPlausible = screenRatios.some((ratio) => isNear(pixelRatio, (ratio * (level ?? 100)) / 100))
  if (level === undefined || !isPlausible) return { state: 'unknown', detail: 'this window does not tell' }
  return { state: level === 100 ? 'good' : 'fair', detail: percent(level) }
}

function isNear(value: number, wanted: number): boolean {
  return Math.abs(value / wanted - 1) < tolerance
}

function percent(value: number): string {
  return `${Math.round(value)}\u00a0%`
}
