import { createHash } from 'node:crypto'
import type { SourceMapStored } from '@collector/schema'
import { RefusedError } from '../http-errors.ts'
import type { Database } from '../storage/database.ts'
import { insertSourceMap, isStoredMap, storedMapBytes } from '../storage/queries/source-maps.ts'
import { runMapJob } from './run-map-job.ts'
import { fileNameOf, scriptName } from './script-name.ts'

export interface SourceMapUpload {
  json: Buffer
  /** The script's URL or path. */
  name: string
  /** Defaults to the debug id in the map. */
  debugId?: string | undefined
  release?: string | undefined
}

/**
 * Checks and stores an uploaded map. Content that is there already is stored once, for as many scripts as it is the map of.
 *
 * @throws RefusedError 400 that says what is wrong with the map, 413 where all maps together are too large
 */
export async function storeSourceMap(
  db: Database,
  { json, name, debugId, release }: SourceMapUpload,
  storageBytes: number,
): Promise<SourceMapStored> {
  const checked = await runMapJob({ kind: 'check', json })
  if (checked.kind !== 'checked') {
    throw new RefusedError(400, checked.kind === 'failed' ? checked.message : 'the source map cannot be read')
  }
  const { contentHash, compressed, sources } = checked
  const isKnown = await isStoredMap(db, contentHash)
  if (!isKnown && (await storedMapBytes(db)) + compressed.length > storageBytes) {
    throw new RefusedError(
      413,
      `all source maps together would take more than ${storageBytes} bytes: delete some, or raise SOURCE_MAP_STORAGE_BYTES`,
    )
  }
  const script = {
    debugId: (debugId ?? checked.debugId).toLowerCase(),
    name: scriptName(name),
    fileName: fileNameOf(scriptName(name)),
    release: release ?? null,
    contentHash,
  }
  const map = {
    contentHash,
    bytes: json.length,
    compressedBytes: compressed.length,
    sources,
    map: Buffer.from(compressed.buffer, compressed.byteOffset, compressed.byteLength),
  }
  // the map is written again if it was deleted meanwhile
  const stored = await insertSourceMap(db, isKnown ? undefined : map, { id: idOf(script), ...script })
  return { stored, debugId: script.debugId, sources }
}

/** Returns an id that is equal for the same script, so that a repeated upload adds no row. */
function idOf(script: object): string {
  const hex = createHash('sha256').update(JSON.stringify(script)).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
