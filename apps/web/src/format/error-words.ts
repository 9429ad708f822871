import type { ErrorStatus, ErrorType } from '@collector/schema'
import type { Tone } from './tone.ts'

/** How a kind of error is called on screen. */
export const errorKinds = {
  error: 'Error',
  unhandledrejection: 'Unhandled rejection',
  resource: 'Failed resource',
  csp: 'Blocked by policy',
  captured: 'Reported by the page',
} as const satisfies Record<ErrorType, string>

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
