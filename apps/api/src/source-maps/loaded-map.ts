import { brotliDecompressSync } from 'node:zlib'
import { FlattenMap, originalPositionFor, type SourceMapInput, TraceMap } from '@jridgewell/trace-mapping'
import type { MappedPosition, Position } from './map-job.ts'
import { OriginalSource } from './original-source.ts'
import { sourceName } from './source-name.ts'

/** A map that positions are looked up in. */
export interface LoadedMap {
  trace: TraceMap
  /** Approximate size in memory. */
  bytes: number
}

/** Bytes that a character of mappings takes once it is decoded, measured with bundles of 30 MB. */
const bytesPerMapping = 20

export function loadMap(compressed: Uint8Array, maxBytes: number): LoadedMap {
  const json = brotliDecompressSync(compressed, { maxOutputLength: maxBytes }).toString()
  const map = JSON.parse(json) as { sections?: unknown }
  const trace = map.sections ? new FlattenMap(map as SourceMapInput) : new TraceMap(map as SourceMapInput)
  const { mappings } = map as { mappings?: string }
  return { trace, bytes: json.length + (mappings?.length ?? json.length) * bytesPerMapping }
}

/** Maps positions; null where the map has none. */
export function mapPositions({ trace }: LoadedMap, positions: Position[]): (MappedPosition | null)[] {
  const sources = new Map<string, OriginalSource | null>()
  return positions.map(({ line, column }) => {
    if (line < 1 || column < 1) return null
    const original = originalPositionFor(trace, { line, column: column - 1 })
    if (original.source === null) return null
    const source = sourceOf(original.source)
    return {
      file: fileOf(original.source),
      line: original.line,
      column: original.column + 1,
      function: source?.functionAt(original.line, original.column) ?? null,
      name: original.name,
      context: source?.context(original.line) ?? null,
    }
  })

  /** The text that a map says a source has; null where it says none. */
  function sourceOf(resolved: string): OriginalSource | null {
    let source = sources.get(resolved)
    if (source === undefined) {
      const text = trace.sourcesContent?.[trace.resolvedSources.indexOf(resolved)]
      source = typeof text === 'string' ? new OriginalSource(fileOf(resolved), text) : null
      sources.set(resolved, source)
    }
    return source
  }

  function fileOf(resolved: string): string {
    const written = trace.sources[trace.resolvedSources.indexOf(resolved)] ?? resolved
    return sourceName(written, trace.sourceRoot)
  }
}
