import { createHash } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { brotliCompressSync, constants } from 'node:zlib'
import { checkMap, debugIdOfBytes } from '@collector/source-maps'
import { type LoadedMap, loadMap, mapPositions } from './loaded-map.ts'
import type { MapAnswer, MapJob } from './map-job.ts'

/** Limit for cached maps; the rest of the thread's memory is for the map being read. */
const maxCacheBytes = 100_000_000
const maxMapBytes = 268_435_456
/** A third larger than the best, in a tenth of the time. */
const compressionLevel = 5

/** Maps that were used, the latest last. */
const cache = new Map<string, LoadedMap>()

parentPort?.on('message', (job: MapJob) => {
  parentPort?.postMessage(run(job))
})

function run(job: MapJob): MapAnswer {
  try {
    return job.kind === 'check' ? check(job.json) : map(job)
  } catch (error) {
    return { kind: 'failed', message: (error as Error).message }
  }
}

function check(json: Uint8Array): MapAnswer {
  const bytes = Buffer.from(json.buffer, json.byteOffset, json.byteLength)
  const { debugId, sources } = checkMap(parse(bytes))
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: compressionLevel } }
  return {
    kind: 'checked',
    debugId: debugId ?? debugIdOfBytes(bytes),
    contentHash: createHash('sha256').update(bytes).digest('hex'),
    sources,
    compressed: brotliCompressSync(bytes, options),
  }
}

function parse(bytes: Buffer): unknown {
  try {
    // some servers put this before JSON, against its being run as a script
    return JSON.parse(bytes.toString().replace(/^\uFEFF?(?:\)\]\}'[^\n]*\n)?/, ''))
  } catch {
    throw new Error('the source map is not JSON')
  }
}

function map({ contentHash, positions, compressed }: Extract<MapJob, { kind: 'map' }>): MapAnswer {
  const loaded = cache.get(contentHash) ?? (compressed && loadMap(compressed, maxMapBytes))
  if (!loaded) return { kind: 'missing' }
  const mapped = mapPositions(loaded, positions)
  cache.delete(contentHash)
  cache.set(contentHash, loaded)
  dropOldest()
  return { kind: 'mapped', positions: mapped }
}

function dropOldest(): void {
  let total = 0
  for (const { bytes } of cache.values()) total += bytes
  for (const [contentHash, { bytes }] of cache) {
    if (total <= maxCacheBytes) return
    cache.delete(contentHash)
    total -= bytes
  }
}
