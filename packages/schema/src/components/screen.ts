import type { ComponentInfo } from './component-info.ts'

/** The screen and its abilities. */
export const screen = {
  screen: {
    label: 'Screen',
    meaning: 'Size of the screen in CSS pixels in its current orientation, and without task bars.',
  },
  screenSize: {
    label: 'Screen size',
    meaning: 'The screen’s longer and shorter side in CSS pixels, in any orientation.',
  },
  screenFrame: {
    label: 'Screen frame',
    meaning: 'Space that task bar and dock take at the top, right, bottom and left, rounded to 10 CSS pixels.',
  },
  windowSize: {
    label: 'Window size',
    meaning: 'Size of the window with and without its frame, in CSS pixels: changes as the user resizes it.',
  },
  colorDepth: { label: 'Colour depth', meaning: 'Bits of colour per pixel: 24 nearly everywhere, 30 on some screens.' },
  pixelRatio: {
    label: 'Pixel ratio',
    meaning: 'Physical pixels per CSS pixel: the kind of screen times the zoom of the page.',
  },
  colorGamut: {
    label: 'Colour gamut',
    meaning: 'The range of colours of the screen: srgb, or the wider p3 and rec2020.',
  },
  dynamicRange: { label: 'Dynamic range', meaning: 'Whether the screen shows high dynamic range (HDR) now.' },
  videoDynamicRange: {
    label: 'Video dynamic range',
    meaning: 'Whether video can be shown in high dynamic range, even if the page cannot.',
  },
  monochrome: { label: 'Monochrome', meaning: 'Bits per pixel of a screen without colour; 0 on screens with colour.' },
  updateFrequency: {
    label: 'Update frequency',
    meaning: 'How quickly the screen can change: fast, slow as on electronic paper, or none as on paper.',
  },
  displayMode: {
    label: 'Display mode',
    meaning: 'Whether the page is in a browser tab, full screen, or installed as an app.',
  },
} as const satisfies Record<string, ComponentInfo>
