import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { RefusedError } from '../http-errors.ts'

/** A part of a bundle, named by its SHA-1. */
export interface Chunk {
  hash: string
  content: Buffer
}

/**
 * Reads the parts in a multipart/form-data body as Sentry's tools send it: fields `file` or `file_gzip`, each named by its hash.
 *
 * @throws RefusedError where it is none, or a hash is wrong
 */
export async function readChunks(body: Buffer, contentType: string, maxBytes: number): Promise<Chunk[]> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw new RefusedError(400, 'the body must be multipart/form-data')
    })
  const chunks: Chunk[] = []
  for (const [field, value] of form) {
    if (typeof value === 'string' || !['file', 'file_gzip'].includes(field)) continue
    const sent = Buffer.from(await value.arrayBuffer())
    const content = field === 'file_gzip' ? await inflate(sent, maxBytes) : sent
    if (createHash('sha1').update(content).digest('hex') !== value.name) {
      throw new RefusedError(400, 'the name of a chunk must be its SHA-1')
    }
    chunks.push({ hash: value.name, content })
  }
  return chunks
}

async function inflate(sent: Buffer, maxOutputLength: number): Promise<Buffer> {
  return promisify(gunzip)(sent, { maxOutputLength }).catch(() => {
    throw new RefusedError(400, 'a chunk is not valid gzip, or too large')
  })
}
