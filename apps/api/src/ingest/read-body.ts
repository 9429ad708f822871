import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { RefusedError } from './refused-error.ts'

const gunzipAsync = promisify(gunzip)

/**
 * The bytes of a request's body, inflated. The limit holds for what comes over the wire and for what it inflates to; inflating stops
 * at the limit, so that a small bomb stays small.
 *
 * @param hold told of every byte that is kept; it may refuse
 * @throws RefusedError 413, 415, or 400 for what is not gzip
 */
export async function readBody(
  stream: Readable,
  encoding: string | undefined,
  maxBytes: number,
  hold: (bytes: number) => void,
): Promise<Buffer> {
  const raw = await readAll(stream, maxBytes, hold)
  return inflate(raw, encoding?.trim().toLowerCase() ?? 'identity', maxBytes)
}

function readAll(stream: Readable, maxBytes: number, hold: (bytes: number) => void): Promise<Buffer> {
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
        // read on without keeping, so that the sender gets to read the answer
        stream.resume()
        reject(error)
      }
    })
    stream.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
    stream.on('error', reject)
    stream.on('aborted', () => reject(new RefusedError(400, 'the body ended early')))
  })
}

async function inflate(raw: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  if (encoding === 'identity' || encoding === '') return raw
  if (encoding !== 'gzip') throw new RefusedError(415, `Content-Encoding ${encoding} is not supported, only gzip`)
  try {
    return await gunzipAsync(raw, { maxOutputLength: maxBytes })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes)
    throw new RefusedError(400, 'the body is not valid gzip')
  }
}

function tooLarge(maxBytes: number): RefusedError {
  return new RefusedError(413, `the body is larger than ${maxBytes} bytes`)
}
