import { createHash } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { checkMap, debugIdOfBytes } from '@collector/source-maps'
import { type IndexMap, mapPositions, type SourceMap } from './loaded-map.ts'
import type { MapAnswer, MapJob } from './map-job.ts'
import { unpackBundle } from './unpack-bundle.ts'

/** Maximum size of the cached maps, as JSON; in memory a map takes up to twice that. */
const maxCacheBytes = 60_000_000
/** A larger map is read with an empty cache, so that it fits into the thread's memory. */
const largeMapBytes = 20_000_000
const maxMapBytes = 268_435_456
/** Brotli quality: a third larger than at the best one, in a tenth of the time. */
const compressionLevel = 5

interface KeptMap {
  map: SourceMap | IndexMap
  bytes: number
}

/** Maps that were used, the latest last. */
const cache = new Map<string, KeptMap>()

parentPort?.on('message', (job: MapJob) => {
  parentPort?.postMessage(run(job))
})

function run(job: MapJob): MapAnswer {
  try {
    switch (job.kind) {
      case 'check':
        return check(job.json)
      case 'unpack':
        return { kind: 'unpacked', maps: unpackBundle(job.bundle, job.maxBytes) }
      case 'map':
        return map(job)
    }
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
  const kept = cache.get(contentHash) ?? (compressed && load(compressed))
  if (!kept) return { kind: 'missing' }
  keep(contentHash, kept)
  return { kind: 'mapped', positions: mapPositions(kept.map, positions) }
}

function load(compressed: Uint8Array): KeptMap {
  const json = brotliDecompressSync(compressed, { maxOutputLength: maxMapBytes })
  if (json.length > largeMapBytes) cache.clear()
  return { map: parse(json) as SourceMap | IndexMap, bytes: json.length }
}

/** Keeps a map as the latest, and drops the oldest while all are too large. */
function keep(contentHash: string, kept: KeptMap): void {
  cache.delete(contentHash)
  cache.set(contentHash, kept)
  let total = 0
  for (const { bytes } of cache.values()) total += bytes
  for (const [oldest, { bytes }] of cache) {
    if (total <= maxCacheBytes) return
    cache.delete(oldest)
    total -= bytes
  }
}
