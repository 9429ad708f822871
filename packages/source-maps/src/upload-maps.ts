import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { findMaps } from './find-maps.ts'
import type { UploadedFile } from './upload-table.ts'

export { isUploaded, uploadTable } from './upload-table.ts'

/** Options of an upload. */
export interface UploadOptions {
  /** Address of the Collector. */
  url: string
  token: string
  /** Release, as pages send it in `app.release`. */
  release?: string | undefined
  /** True to delete uploaded maps, so that they are not published. */
  deleteMaps?: boolean | undefined
  /** Called before each file. */
  onProgress?: (done: number, total: number, file: string) => void
}

/**
 * Uploads the source maps of a build.
 *
 * @throws Error if nothing can be uploaded: no such directory, no server, a wrong token
 */
export async function uploadMaps(dir: string, options: UploadOptions): Promise<UploadedFile[]> {
  const built = await findMaps(dir).catch((error: Error) => {
    throw new Error(`${dir} cannot be read (${error.message})`)
  })
  const outcomes: UploadedFile[] = []
  for (const [index, found] of built.entries()) {
    const { file } = found
    options.onProgress?.(index, built.length, file)
    if ('refused' in found) {
      outcomes.push({ file, map: '', debugId: '', result: 'refused', reason: found.refused })
      continue
    }
    const { path, bytes, debugId } = found.map
    const outcome = await put({ name: `/${file}`, debugId, bytes }, options)
    if (options.deleteMaps && path !== undefined && outcome.result !== 'refused') await rm(join(dir, path))
    outcomes.push({ file, map: path ?? '(in the file)', debugId, ...outcome })
  }
  return outcomes
}

async function put(
  { name, debugId, bytes }: { name: string; debugId: string; bytes: Buffer },
  { url, token, release }: UploadOptions,
): Promise<Pick<UploadedFile, 'result' | 'reason'>> {
  const address = new URL('api/source-maps', url.endsWith('/') ? url : `${url}/`)
  address.search = new URLSearchParams({ name, debugId, ...(release && { release }) }).toString()
  const response = await fetch(address, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    },
    body: new Uint8Array(await promisify(gzip)(bytes)),
  }).catch((error: Error) => {
    throw new Error(`${address.origin} cannot be reached (${(error.cause as Error)?.message ?? error.message})`)
  })
  const answer = (await response.json().catch(() => ({}))) as { stored?: boolean; message?: string }
  if (response.ok) return { result: answer.stored ? 'stored' : 'known', reason: '' }
  const reason = answer.message ?? `status ${response.status}`
  // the next one would fail too
  if (![400, 413].includes(response.status)) throw new Error(`${address.origin} answers ${response.status}: ${reason}`)
  return { result: 'refused', reason }
}
