import { hash } from 'node:crypto'

/** The longest id that is kept as it is: of page views, sessions, visitors, and names of fingerprint components. */
export const maxIdLength = 64
export const maxFingerprintLength = 128

/** Hexadecimal digits of SHA-256 that are kept: 128 bits, which no two of a deployment's values share by accident. */
const hashLength = 32

/** Length of `~` and the hash, which replace the end of a text that is too long. */
export const keyEndLength = hashLength + 1

/**
 * The value by which an id, host or path is stored and asked for. One that fits stays as it is. One that is longer would become
 * another's if it were cut, so it is its beginning, `~`, and a hash of the whole; one with NUL, which PostgreSQL cannot store,
 * likewise. Half of a surrogate pair is U+FFFD, as it is in the address of whoever asks for it. The key of a key is the key: what an
 * answer shows can be asked for as well.
 *
 * @param maxLength in UTF-16 units, more than 33
 */
export function identityKey(text: string, maxLength: number): string {
  const whole = text.toWellFormed()
  if (whole.length <= maxLength && !whole.includes('\0')) return whole
  const beginning = whole.slice(0, maxLength - keyEndLength).toWellFormed()
  return `${beginning.replaceAll('\0', '\uFFFD')}~${hash('sha256', whole).slice(0, hashLength)}`
}
