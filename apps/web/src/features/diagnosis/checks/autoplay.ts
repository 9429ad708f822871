import type { CheckResult } from '@collector/schema'
import { within } from '../within.ts'

const timeoutMs = 1000

/** Asks the browser's policy, or starts a video of nothing without sound. With sound is not tried: it would be heard. */
export async function autoplay(): Promise<CheckResult> {
  const { getAutoplayPolicy } = navigator as { getAutoplayPolicy?: (type: string) => string }
  if (getAutoplayPolicy) return ratePolicy(getAutoplayPolicy.call(navigator, 'mediaelement'))
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  if (!canvas.captureStream || !context) return { state: 'unknown' }
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.srcObject = canvas.captureStream()
  const playing = video.play().then(
    () => 'allowed-muted',
    (error: DOMException) => (error.name === 'NotAllowedError' ? 'disallowed' : undefined),
  )
  // the stream has a picture once something is drawn
  context.fillRect(0, 0, 1, 1)
  const started = await within(timeoutMs, playing)
  for (const track of (video.srcObject as MediaStream).getTracks()) track.stop()
  video.srcObject = null
  return ratePolicy(started)
}

export function ratePolicy(policy: string | undefined): CheckResult {
  if (policy === 'allowed') return { state: 'good', detail: 'with sound too' }
  if (policy === 'allowed-muted') return { state: 'good', detail: 'without sound' }
  return policy === 'disallowed' ? { state: 'fair', detail: 'blocked' } : { state: 'unknown' }
}
