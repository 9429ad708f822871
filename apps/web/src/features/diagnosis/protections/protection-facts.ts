import type { FrameAnswer } from '../ask-frame.ts'
import { graphicsName } from '../graphics-name.ts'
import { timerStep } from './timer-step.ts'

/** Facts that tell which protections are on. */
export interface ProtectionFacts {
  isGecko: boolean
  isBrave: boolean
  isApple: boolean
  timerStepMs: number
  timezone: string
  windowWidth: number
  windowHeight: number
  graphics: string | undefined
  gpcInPage: boolean
  /** Undefined if the server did not answer. */
  gpcInHeaders: boolean | undefined
  /** Undefined without an answer of a frame on another site. */
  frame: FrameAnswer | undefined
  pageUrl: string
  frameQuery: string
}

export async function readProtectionFacts(
  given: Pick<ProtectionFacts, 'gpcInHeaders' | 'frame' | 'frameQuery'>,
): Promise<ProtectionFacts> {
  const isGecko = CSS.supports('-moz-appearance', 'none') && !('chrome' in window)
  const isApple = navigator.vendor.startsWith('Apple')
  return {
    ...given,
    isGecko,
    isApple,
    isBrave: 'brave' in navigator,
    // a clock of another browser says nothing
    timerStepMs: isGecko ? await timerStep() : 0,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    windowWidth: innerWidth,
    windowHeight: innerHeight,
    graphics: isApple ? graphicsName(document.createElement('canvas')) : undefined,
    gpcInPage: (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true,
    pageUrl: location.href,
  }
}
