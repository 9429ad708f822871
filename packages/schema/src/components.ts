/** What a fingerprint component is, for the one who looks at it. */
export interface ComponentInfo {
  readonly label: string
  /** One sentence: what it is and why it tells browsers apart. */
  readonly meaning: string
}

/** Every fingerprint component by name. The SDK has a collector for each; the compiler names the one that is missing. */
export const components = {
  canvas: {
    label: 'Canvas',
    meaning: 'Text and shapes drawn off screen: graphics hardware, driver and fonts each change some pixels.',
  },
  fonts: {
    label: 'Fonts',
    meaning: 'Which of the tested fonts are installed: depends on system, language packs and programs.',
  },
  webgl: {
    label: 'WebGL',
    meaning: 'The graphics hardware and driver as the browser names them.',
  },
} as const satisfies Record<string, ComponentInfo>
