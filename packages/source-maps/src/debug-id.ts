import { createHash } from 'node:crypto'

const uuid = /^[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}$/i

/** Reads a UUID, with or without dashes, in any case; undefined for anything else. */
export function readDebugId(value: unknown): string | undefined {
  return typeof value === 'string' && uuid.test(value) ? dashed(value.replaceAll('-', '').toLowerCase()) : undefined
}

/** Makes a UUID (version 8, RFC 9562) from the SHA-256 of a map, for maps that name none. */
export function debugIdOfBytes(bytes: Uint8Array): string {
  const digest = createHash('sha256').update(bytes).digest().subarray(0, 16)
  digest[6] = ((digest[6] as number) & 0x0f) | 0x80
  digest[8] = ((digest[8] as number) & 0x3f) | 0x80
  return dashed(digest.toString('hex'))
}

function dashed(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
