import type { Readable } from 'node:stream'
import { RefusedError } from '../http-errors.ts'
import { inflateOf } from './content-encoding.ts'

export interface BodyLimits {
  /** Limit for the received and for the decompressed bytes. */
  maxBytes: number
  /** Called with every number of bytes that is kept; it may throw. */
  hold: (bytes: number) => void
}

/**
 * Reads and decompresses the body of a request. Decompression stops at the limit, so that a decompression bomb stays small.
 *
 * @throws RefusedError 413, or 400 for a body that does not match its encoding
 */
export async function readBody(
  stream: Readable,
  encoding: string | undefined,
  { maxBytes, hold }: BodyLimits,
): Promise<Buffer> {
  const sent = await readAll(stream, maxBytes, hold)
  const inflate = inflateOf(encoding)
  if (!inflate) return sent
  const inflated = await inflate(sent, { maxOutputLength: maxBytes }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes)
    throw new RefusedError(400, `the body is not valid ${encoding?.trim().toLowerCase()}`)
  })
  hold(Math.max(0, inflated.length - sent.length))
  return inflated
}

function readAll(stream: Readable, maxBytes: number, hold: BodyLimits['hold']): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    stream.on('data', (chunk: Buffer) => {
      try {
        size += chunk.length
        if (size > maxBytes) throw tooLarge(maxBytes)
        hold(chunk.length)
        chunks.push(chunk)
      } catch (error) {
        stream.removeAllListeners('data')
        chunks.length = 0
        // discards the rest, so that the sender can read the answer
        stream.resume()
        reject(error)
      }
    })
    stream.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
    stream.on('error', reject)
    stream.on('aborted', () => reject(new RefusedError(400, 'the body ended early')))
  })
}

export function tooLarge(maxBytes: number): RefusedError {
  return new RefusedError(413, `the body is larger than ${maxBytes} bytes`)
}
