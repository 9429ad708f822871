import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from 'node:zlib'
import { RefusedError } from '../http-errors.ts'
import { quoted } from './quoted.ts'

/** Decompresses to at most `maxOutputLength` bytes. */
export type Inflate = (deflated: Buffer, options: ZlibOptions) => Promise<Buffer>

const gzip: Inflate = promisify(gunzip)
const zlib: Inflate = promisify(inflate)
const bareDeflate: Inflate = promisify(inflateRaw)
const brotli: Inflate = promisify(brotliDecompress)

/** A gzip may consist of several members; in the other formats nothing may follow. */
const onlyOne = { rejectGarbageAfterEnd: true }

/** Every accepted Content-Encoding; undefined for no compression. */
const contentEncodings = new Map<string, Inflate | undefined>([
  ['', undefined],
  ['identity', undefined],
  ['gzip', gzip],
  ['x-gzip', gzip],
  // the standard requires the zlib format, but some clients send the bare stream: https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.2
  ['deflate', (bytes, options) => (isZlib(bytes) ? zlib : bareDeflate)(bytes, { ...options, ...onlyOne })],
  ['br', (bytes, options) => brotli(bytes, { ...options, ...onlyOne })],
])

const nameOf = (header: string | undefined) => header?.trim().toLowerCase() ?? ''

/** Returns the refusal of an encoding that is not accepted. */
export function encodingRefusal(header: string | undefined): RefusedError | undefined {
  if (contentEncodings.has(nameOf(header))) return undefined
  const names = [...contentEncodings.keys()].filter(Boolean).join(', ')
  return new RefusedError(415, `Content-Encoding must be one of ${names}; it is ${quoted(header)}`)
}

export function inflateOf(header: string | undefined): Inflate | undefined {
  return contentEncodings.get(nameOf(header))
}

/** Returns whether the bytes begin as RFC 1950 says: with the method in the lower half of the first byte. */
function isZlib(bytes: Buffer): boolean {
  return ((bytes[0] ?? 0) & 0x0f) === 8
}
