import type { FingerprintAnswer, FingerprintsAnswer } from '@collector/schema'
import { enoughBrowsers } from '@collector/schema/catalogue'

/** Bits that one component tells of a browser, and of those that have another value. */
export interface ProtectionGain {
  ownBits: number
  /** Average over the other browsers. */
  otherBits: number
  others: number
}

/**
 * Compares the bits of a component in a browser with those in browsers with another value. The entropy is the average over all
 * browsers, so that the average over the others follows from it.
 *
 * @returns undefined where fewer than fifty others were seen
 */
export function protectionGain(
  name: string,
  own: FingerprintAnswer,
  crowd: FingerprintsAnswer,
): ProtectionGain | undefined {
  const share = own.components.find((component) => component.name === name)
  const all = crowd.components.find((component) => component.name === name)
  if (!share || !all) return undefined
  // a browser that the crowd has not counted yet is one more
  const sharing = share.count - (share.total - all.total)
  const others = all.total - sharing
  if (others < enoughBrowsers) return undefined
  const bitsOfSharing = sharing > 0 ? sharing * Math.log2(all.total / sharing) : 0
  return { ownBits: share.bits, otherBits: (all.entropyBits * all.total - bitsOfSharing) / others, others }
}
