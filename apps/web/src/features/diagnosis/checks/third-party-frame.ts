import type { CheckResult } from '@collector/schema'
import type { FrameAnswer } from '../ask-frame.ts'

/** @param answer undefined if the frame did not load */
export function thirdPartyFrame(answer: FrameAnswer | undefined): CheckResult {
  if (!answer) return { state: 'fair', detail: 'the frame did not load' }
  const { cookie, storage, isSecure } = answer
  // a cookie for frames must be Secure
  if (!isSecure)
    return storage ? { state: 'unknown', detail: 'cookies need https' } : { state: 'fair', detail: 'storage blocked' }
  if (cookie && storage) return { state: 'good', detail: 'kept' }
  return {
    state: 'fair',
    detail: cookie ? 'storage blocked' : storage ? 'cookies blocked' : 'cookies and storage blocked',
  }
}
