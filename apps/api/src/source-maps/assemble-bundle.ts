import { createHash } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Database } from '../storage/database.ts'
import { deleteChunks, keptChunks, readChunk } from '../storage/queries/bundle-chunks.ts'
import { runMapJob } from './run-map-job.ts'
import { storeSourceMap } from './store-source-map.ts'

/** A bundle as Sentry's tools announce it. */
export interface AnnouncedBundle {
  /** SHA-1 of the whole. */
  checksum: string
  /** SHA-1 of each part, in their order. */
  chunks: string[]
  /** The release that it belongs to. */
  version?: string | null | undefined
}

/** The state as Sentry's tools read it: they send what is missing, and ask again until it is ok. */
export interface AssembleAnswer {
  state: 'not_found' | 'ok' | 'error'
  missingChunks: string[]
  detail?: string
}

type Limits = Pick<Config, 'maxSourceMapBytes' | 'sourceMapStorageBytes'>

/** Puts the parts of a bundle together and stores its maps; or answers which parts are missing. */
export async function assembleBundle(db: Database, bundle: AnnouncedBundle, limits: Limits): Promise<AssembleAnswer> {
  const kept = await keptChunks(db, bundle.chunks)
  const missingChunks = bundle.chunks.filter((hash) => !kept.has(hash))
  if (missingChunks.length > 0) return { state: 'not_found', missingChunks }
  const content = await join(db, bundle.chunks)
  await deleteChunks(db, bundle.chunks)
  const isWhole = createHash('sha1').update(content).digest('hex') === bundle.checksum
  const detail = isWhole ? await storeMaps(db, content, bundle, limits) : 'the checksum of the bundle is wrong'
  return detail === undefined ? { state: 'ok', missingChunks: [] } : { state: 'error', missingChunks: [], detail }
}

async function join(db: Database, chunks: string[]): Promise<Buffer> {
  const parts: Buffer[] = []
  for (const hash of chunks) parts.push((await readChunk(db, hash)) ?? Buffer.alloc(0))
  return Buffer.concat(parts)
}

/** @returns what is wrong where none was stored or known */
async function storeMaps(
  db: Database,
  bundle: Buffer,
  { version }: AnnouncedBundle,
  { maxSourceMapBytes, sourceMapStorageBytes }: Limits,
): Promise<string | undefined> {
  const unpacked = await runMapJob({ kind: 'unpack', bundle, maxBytes: maxSourceMapBytes })
  if (unpacked.kind !== 'unpacked') return unpacked.kind === 'failed' ? unpacked.message : 'it cannot be unpacked'
  let refused: string | undefined
  let stored = 0
  for (const { name, debugId, json } of unpacked.maps) {
    const map = { json: Buffer.from(json), name, debugId, release: version ?? undefined }
    try {
      await storeSourceMap(db, map, sourceMapStorageBytes)
      stored++
    } catch (error) {
      refused ??= `${name}: ${(error as Error).message}`
    }
  }
  return stored > 0 ? undefined : (refused ?? 'the bundle has no source maps')
}
