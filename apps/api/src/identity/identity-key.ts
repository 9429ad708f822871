import { hash } from 'node:crypto'

/** Length up to which an id is kept unchanged: of page views, sessions, visitors, and names of fingerprint components. */
export const maxIdLength = 64
/** The longest reference of a case. */
export const maxReferenceLength = 64
export const maxFingerprintLength = 128
/** The longest name of a release or an environment. */
export const maxReleaseLength = 200

/** Hexadecimal digits of SHA-256 that are kept: with 128 bits no two values of a deployment collide. */
const hashLength = 32

/** Length of `~` and the hash, which replace the end of a text that is too long. */
export const keyEndLength = hashLength + 1

/**
 * Returns the value by which an id, host or path is stored and filtered. A text that fits is unchanged. A longer one would
 * collide with others if it were cut, so it becomes its beginning, `~`, and a hash of the whole. So does a text with NUL, which
 * PostgreSQL cannot store. Half of a surrogate pair becomes U+FFFD, as in a URL. The key of a key is the key, so that a value
 * shown in an answer works as a filter.
 *
 * @param maxLength in UTF-16 units, more than 33
 */
export function identityKey(text: string, maxLength: number): string {
  const whole = text.toWellFormed()
  if (whole.length <= maxLength && !whole.includes('\0')) return whole
  const beginning = whole.slice(0, maxLength - keyEndLength).toWellFormed()
  return `${beginning.replaceAll('\0', '\uFFFD')}~${hash('sha256', whole).slice(0, hashLength)}`
}
