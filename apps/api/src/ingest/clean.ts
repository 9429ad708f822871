import { identityKey } from '../identity/identity-key.ts'

export type Json = Record<string, unknown>

export const maxInteger = 2_147_483_647

/** The object, or an empty one for anything else. */
export function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

/** A whole number from 1 that fits into a column, or null. */
export function positiveInteger(value: unknown): number | null {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= maxInteger ? (value as number) : null
}

/** A day: a longer time of a page is a broken clock. */
const maxMs = 86_400_000

/** A measured value from 0, or null. */
export function measurement(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= maxMs ? value : null
}

/** Returns what a parsed string says. */
export type Decode = (parsed: string) => string

/** As it stands. */
export const asItStands: Decode = (parsed) => parsed

const beyondAscii = /[\x80-\xff]/
const beyondLatin = /[\u0100-\uffff]/

/** Where each character stands for a byte of UTF-8. */
export const utf8: Decode = (parsed) => (beyondAscii.test(parsed) ? Buffer.from(parsed, 'latin1').toString() : parsed)

/** Makes the function that reads a text of what was parsed. */
export function reader(decode: Decode): typeof text {
  return (value, maxLength) => text(typeof value === 'string' ? decode(value) : value, maxLength)
}

/** Makes the function that reads an id of what was parsed: null where there is none. */
export function idReader(decode: Decode): (value: unknown, maxLength: number) => string | null {
  return (value, maxLength) =>
    typeof value === 'string' && value !== '' ? identityKey(decode(value), maxLength) : null
}

/** Text that can be stored, at most so long, or null: PostgreSQL's text takes neither NUL nor half of a surrogate pair. */
export function text(value: unknown, maxLength = 2048): string | null {
  if (typeof value !== 'string' || value === '') return null
  const short = value.slice(0, maxLength)
  // most texts have neither, and looking is less than making another
  const plain = short.includes('\0') ? short.replaceAll('\0', '\uFFFD') : short
  return beyondLatin.test(plain) ? plain.toWellFormed() : plain
}
