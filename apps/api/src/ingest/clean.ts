import { identityKey } from '../identity/identity-key.ts'

export type Json = Record<string, unknown>

export const maxInteger = 2_147_483_647

/** Returns the object, or an empty one for anything else. */
export function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

/** Returns a whole number from 1 that fits into a column, or null. */
export function positiveInteger(value: unknown): number | null {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= maxInteger ? (value as number) : null
}

/** A day in ms: a longer time of a page comes from a broken clock. */
const maxMs = 86_400_000

/** Returns a measured value from 0, or null. */
export function measurement(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= maxMs ? value : null
}

/** Returns what a parsed string says. */
export type Decode = (parsed: string) => string

/** Decodes nothing: the string is text already. */
export const asItStands: Decode = (parsed) => parsed

const beyondAscii = /[\x80-\xff]/
const beyondLatin = /[\u0100-\uffff]/

/** Decodes a string in which each character stands for a byte of UTF-8. */
export const utf8: Decode = (parsed) => (beyondAscii.test(parsed) ? Buffer.from(parsed, 'latin1').toString() : parsed)

/** Makes the function that reads a text of a parsed value. */
export function reader(decode: Decode): typeof text {
  return (value, maxLength) => text(typeof value === 'string' ? decode(value) : value, maxLength)
}

/** Makes the function that reads an id of a parsed value; null if there is none. */
export function idReader(decode: Decode): (value: unknown, maxLength: number) => string | null {
  return (value, maxLength) =>
    typeof value === 'string' && value !== '' ? identityKey(decode(value), maxLength) : null
}

/** Returns text that can be stored, of at most `maxLength` characters, or null: PostgreSQL's text accepts neither NUL nor half of a surrogate pair. */
export function text(value: unknown, maxLength = 2048): string | null {
  if (typeof value !== 'string' || value === '') return null
  const short = value.slice(0, maxLength)
  // most texts have neither, and checking is cheaper than copying
  const plain = short.includes('\0') ? short.replaceAll('\0', '\uFFFD') : short
  return beyondLatin.test(plain) ? plain.toWellFormed() : plain
}
