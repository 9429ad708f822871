import { findSegments } from './find-segments.ts'
import type { MappedPosition, Position } from './map-job.ts'
import { OriginalSource } from './original-source.ts'
import { sourceName } from './source-name.ts'

/** A source map as it is parsed; `checkMap` saw it when it was uploaded. */
export interface SourceMap {
  sourceRoot?: unknown
  sources: (string | null)[]
  sourcesContent?: unknown[] | null
  names?: unknown[]
  mappings: string
}

export interface IndexMap {
  sections: { offset: { line: number; column: number }; map: SourceMap }[]
}

/**
 * Maps positions; null where the map has none.
 *
 * @throws Error where the mappings are broken
 */
export function mapPositions(map: SourceMap | IndexMap, positions: Position[]): (MappedPosition | null)[] {
  if (!('sections' in map)) return mapBySource(map, positions)
  const mapped: (MappedPosition | null)[] = positions.map(() => null)
  for (const [section, placed] of Map.groupBy(positions.entries(), ([, position]) => sectionOf(map, position))) {
    if (!section) continue
    const { offset, map: part } = section
    const own = placed.map(([, { line, column }]) => ({
      line: line - offset.line,
      column: line - 1 === offset.line ? column - offset.column : column,
    }))
    for (const [at, position] of mapBySource(part, own).entries()) mapped[placed[at]?.[0] as number] = position
  }
  return mapped
}

/** The last section that begins at a position or before it. */
function sectionOf({ sections }: IndexMap, { line, column }: Position) {
  return sections.findLast(
    ({ offset }) => offset.line < line - 1 || (offset.line === line - 1 && offset.column <= column - 1),
  )
}

function mapBySource(map: SourceMap, positions: Position[]): (MappedPosition | null)[] {
  const root = typeof map.sourceRoot === 'string' ? map.sourceRoot : ''
  const sources = new Map<number, OriginalSource | null>()
  return findSegments(map.mappings, positions).map((segment) => {
    const written = segment && map.sources[segment.source]
    if (!segment || typeof written !== 'string') return null
    const file = sourceName(written, root)
    const source = sourceOf(segment.source, file)
    const line = segment.line + 1
    const name = segment.name === undefined ? null : map.names?.[segment.name]
    return {
      file,
      line,
      column: segment.column + 1,
      function: source?.functionAt(line, segment.column) ?? null,
      name: typeof name === 'string' ? name : null,
      context: source?.context(line) ?? null,
    }
  })

  /** The text that the map says a source has; null where it says none. */
  function sourceOf(index: number, file: string): OriginalSource | null {
    let source = sources.get(index)
    if (source === undefined) {
      const text = map.sourcesContent?.[index]
      source = typeof text === 'string' ? new OriginalSource(file, text) : null
      sources.set(index, source)
    }
    return source
  }
}
