import { formatNumber } from '../../../words/quantity.ts'
import type { ProtectionGain } from './protection-gain.ts'

/** A difference that rounds to nothing. */
const noBits = 0.05

/** Says how many bits a protection saves or costs: "Saves 4.6 bits: …". */
export function gainWords(component: string, { ownBits, otherBits, others }: ProtectionGain): string {
  const saved = otherBits - ownBits
  const bits = (value: number) => {
    const text = formatNumber(Math.max(0, value), 1)
    return text === '1' ? '1 bit' : `${text} bits`
  }
  const verdict =
    Math.abs(saved) < noBits
      ? 'Saves nothing here'
      : saved > 0
        ? `Saves ${bits(saved)} here`
        : `Costs ${bits(-saved)} here`
  return `${verdict}: “${component}” reveals ${bits(ownBits)} about this browser, and ${bits(otherBits)} on average about the ${formatNumber(others)} with another value.`
}
