import type { ComponentInfo } from '../components/component-info.ts'
import type { ComponentName } from '../components.ts'

export interface ProtectionInfo extends ComponentInfo {
  /** The component of the fingerprint that it hides. Farbling hides two, which are protections of their own. */
  readonly component?: ComponentName
}

/** Protections that browsers have against being recognised. */
export const protections = {
  resistFingerprinting: {
    label: 'Tor Browser or resistFingerprinting',
    meaning: 'Firefox gives all its users the same values: time zone UTC, coarse clocks, common screen sizes.',
    component: 'timezone',
  },
  letterboxing: {
    label: 'Rounded window size (letterboxing)',
    meaning: 'The page gets a size in steps, with margins, so that the window does not identify the browser.',
    component: 'windowSize',
  },
  farbling: {
    label: 'Farbling of Brave',
    meaning: 'Brave adds noise to what it draws and plays, different for each site and each start.',
  },
  reducedValues: {
    label: 'Reduced values of Safari',
    meaning: 'Safari names no graphics card, and gives the same values on many devices.',
    component: 'webgl',
  },
  canvasNoise: {
    label: 'Protected canvas',
    meaning: 'What a page draws cannot be read back unchanged, so that drawing does not identify the browser.',
    component: 'canvas',
  },
  audioNoise: {
    label: 'Audio noise',
    meaning: 'Rendered sound is changed a little, so that it does not identify the browser.',
    component: 'audio',
  },
  partitionedStorage: {
    label: 'Partitioned storage',
    meaning:
      'A site inside other sites gets no cookies of its own visits, so that it cannot follow visitors across them.',
  },
  trimmedReferrer: {
    label: 'Trimmed referrer',
    meaning: 'Other sites learn the site that a visitor comes from, not the page, even where that page allows it.',
  },
  strippedParameters: {
    label: 'Stripped parameters',
    meaning: 'Parameters that recognise visitors, such as fbclid, are removed from addresses.',
  },
  gpc: {
    label: 'Global Privacy Control',
    meaning: 'The browser asks sites not to sell or share its data, which has legal force in some places.',
  },
} as const satisfies Record<string, ProtectionInfo>

export type ProtectionName = keyof typeof protections
