import type { Submission } from '@collector/schema'
import { guard } from './browser/guard.ts'
import type { Options, Progress } from './options.ts'

const frameMs = 16

/** Calls `onProgress` at most once per frame. Does nothing without it. */
export function createProgress(onProgress: Options['onProgress'], submission: () => Submission) {
  let state: Omit<Progress, 'submission'> = { phase: 'collecting' }
  let isPlanned = false
  return function tell(change: Partial<Progress> = {}): void {
    state = { ...state, ...change }
    if (!onProgress || isPlanned) return
    isPlanned = true
    setTimeout(
      guard(() => {
        isPlanned = false
        onProgress({ ...state, submission: submission() })
      }),
      frameMs,
    )
  }
}
