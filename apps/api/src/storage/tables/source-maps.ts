import type { Generated } from 'kysely'

/** The content of an uploaded source map, stored once for all its scripts. */
export interface SourceMapsTable {
  /** SHA-256, hexadecimal. */
  contentHash: string
  /** Size as JSON. */
  bytes: number
  compressedBytes: number
  sources: number
  /** JSON, compressed by brotli. */
  map: Buffer
}

/** A part of a bundle of maps, kept until the bundle is complete. */
export interface BundleChunksTable {
  /** SHA-1, hexadecimal: Sentry's tools name chunks so. */
  chunkHash: string
  uploadedAt: Generated<Date>
  content: Buffer
}

/** A script of one release, with its map. */
export interface MappedScriptsTable {
  id: string
  debugId: string
  uploadedAt: Date
  lastUsedAt: Date | null
  /** URL or path, without query. */
  name: string
  /** Last segment of the name. */
  fileName: string
  release: string | null
  contentHash: string
}
