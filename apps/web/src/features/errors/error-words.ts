import type { ErrorNoise, ErrorStatus, ErrorType } from '@collector/schema'
import type { Tone } from '../../ui/text/tone.ts'

/** Names of the types of errors on screen. */
export const errorKinds = {
  error: 'Error',
  unhandledrejection: 'Unhandled rejection',
  resource: 'Failed resource',
  request: 'Failed request',
  captured: 'Reported by the page',
  csp: 'Policy violation',
  crash: 'Crash',
  network: 'Network error',
  deprecation: 'Deprecation',
  intervention: 'Intervention',
  policy: 'Blocked feature',
} as const satisfies Record<ErrorType, string>

/** Labels and explanations of noise: errors that say nothing about the page itself. */
export const errorNoiseWords = {
  'resize-observer': {
    word: 'ResizeObserver',
    meaning: 'A harmless warning of the browser: the page resized elements faster than it could draw.',
  },
  extension: {
    word: 'From a browser extension',
    meaning: 'A browser extension of the visitor threw it, not the page.',
  },
  'report-only': {
    word: 'Report-only policy',
    meaning: 'The content security policy only reports; it blocked nothing.',
  },
} as const satisfies Record<ErrorNoise, { word: string; meaning: string }>

export const errorStatusWord: Record<ErrorStatus, string> = {
  open: 'Open',
  regressed: 'Regressed',
  resolved: 'Resolved',
  ignored: 'Ignored',
}

export const errorStatusTone: Record<ErrorStatus, Tone> = {
  open: 'fair',
  regressed: 'poor',
  resolved: 'good',
  ignored: 'absent',
}
