import { readDebugId } from '@collector/source-maps'
import { strFromU8, unzipSync } from 'fflate'
import { object, text } from '../ingest/clean.ts'
import type { BundledMap } from './map-job.ts'

const manifestName = 'manifest.json'

/** A file of a bundle as its manifest describes it. */
interface BundledFile {
  path: string
  url: string
  type: string | null
  debugId: string | undefined
}

/**
 * Unpacks an artifact bundle, as Sentry's tools upload it: a zip of scripts, maps and a manifest.
 *
 * @throws Error where it is none, or its maps take more than so many bytes
 */
export function unpackBundle(bundle: Uint8Array, maxBytes: number): BundledMap[] {
  const files = readManifest(unzip(bundle, ({ name }) => name === manifestName)[manifestName])
  const maps = files.filter(({ type }) => type === 'source_map')
  const paths = new Set(maps.map(({ path }) => path))
  let total = 0
  const contents = unzip(bundle, ({ name, originalSize }) => {
    if (!paths.has(name)) return false
    total += originalSize
    // the size is what the archive says: unpacking writes no more than that
    if (total > maxBytes) throw new Error(`the maps of the bundle are larger than ${maxBytes} bytes together`)
    return true
  })
  return maps.flatMap(({ path, url, debugId }) => {
    const json = contents[path]
    const script = files.find((file) => file.type === 'minified_source' && file.debugId === debugId)
    return json ? [{ name: debugId !== undefined && script ? script.url : url, debugId, json }] : []
  })
}

function unzip(bundle: Uint8Array, filter: (file: { name: string; originalSize: number }) => boolean) {
  try {
    return unzipSync(bundle, { filter })
  } catch (error) {
    throw new Error(`the bundle cannot be unpacked: ${(error as Error).message}`)
  }
}

function readManifest(content: Uint8Array | undefined): BundledFile[] {
  if (!content) throw new Error('the bundle has no manifest.json')
  const manifest = object(JSON.parse(strFromU8(content)))
  return Object.entries(object(manifest['files'])).map(([path, described]) => {
    const { url, type, headers } = object(described)
    return { path, url: text(url) ?? path, type: text(type), debugId: readDebugId(object(headers)['debug-id']) }
  })
}
