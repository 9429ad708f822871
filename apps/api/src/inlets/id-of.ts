import { createHash } from 'node:crypto'

/** The UUID of 32 hexadecimal digits, with or without dashes; undefined for anything else. */
export function uuidOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const digits = value.replaceAll('-', '').toLowerCase()
  return /^[0-9a-f]{32}$/.test(digits) ? dashed(digits) : undefined
}

/** Returns the same UUID for the same text, so that a body that is sent again is stored once. */
export function uuidFrom(text: string): string {
  return dashed(createHash('sha256').update(text).digest('hex').slice(0, 32))
}

function dashed(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
