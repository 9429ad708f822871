import type { ErrorNoise, ErrorStatus, ErrorType } from '@collector/schema'
import type { Tone } from '../../ui/text/tone.ts'

/** How a kind of error is called on screen. */
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
  policy: 'Forbidden feature',
} as const satisfies Record<ErrorType, string>

/** Why an error tells nothing of the page itself, in a word and a sentence. */
export const errorNoiseWords = {
  'resize-observer': {
    word: 'ResizeObserver',
    meaning: 'A warning of the browser: the page resized elements faster than it could draw. It harms nothing.',
  },
  extension: {
    word: 'From a browser extension',
    meaning: 'The code that threw it belongs to an extension of the visitor, not to the page.',
  },
  'report-only': {
    word: 'Report-only policy',
    meaning: 'A content security policy that only reports: nothing was blocked.',
  },
} as const satisfies Record<ErrorNoise, { word: string; meaning: string }>

export const errorStatusWord: Record<ErrorStatus, string> = {
  open: 'Open',
  regressed: 'Came back',
  resolved: 'Resolved',
  ignored: 'Ignored',
}

export const errorStatusTone: Record<ErrorStatus, Tone> = {
  open: 'fair',
  regressed: 'poor',
  resolved: 'good',
  ignored: 'absent',
}
