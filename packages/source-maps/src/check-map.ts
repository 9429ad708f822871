import { readDebugId } from './debug-id.ts'

/** Properties of a source map. */
export interface CheckedMap {
  debugId: string | undefined
  /** Number of sources, those of all sections together. */
  sources: number
}

/**
 * Checks that frames can be mapped by a parsed source map (ECMA-426, version 3, or an index map) and that it holds the text of sources.
 *
 * @throws Error whose message says what is wrong with the map
 */
export function checkMap(map: unknown): CheckedMap {
  const root = asObject(map, 'the source map')
  const { sources, hasText } = checkPart(root)
  if (!hasText) throw new Error('the source map has no sourcesContent: let the build include the text of sources')
  return { debugId: readDebugId(root['debugId']) ?? readDebugId(root['debug_id']), sources }
}

function checkPart(map: Record<string, unknown>): { sources: number; hasText: boolean } {
  if (map['version'] !== 3) throw new Error('the source map must have version 3')
  if (map['sections'] !== undefined) return checkSections(map['sections'])
  const { sources, sourcesContent: texts, names = [], mappings } = map
  if (!Array.isArray(sources)) throw new Error('the source map must have sources, an array')
  if (!sources.every((source) => source === null || typeof source === 'string')) {
    throw new Error('the sources of the source map must be strings or null')
  }
  if (typeof mappings !== 'string') throw new Error('the source map must have mappings, a string')
  if (!Array.isArray(names)) throw new Error('the names of the source map must be an array')
  if (texts !== undefined && texts !== null && !Array.isArray(texts)) {
    throw new Error('the sourcesContent of the source map must be an array')
  }
  const hasText = (texts ?? []).some((text: unknown) => typeof text === 'string')
  return { sources: sources.length, hasText }
}

function checkSections(sections: unknown): { sources: number; hasText: boolean } {
  if (!Array.isArray(sections)) throw new Error('the sections of the source map must be an array')
  const checked = sections.map((section: unknown) => {
    const { offset, map } = asObject(section, 'a section of the source map')
    const { line, column } = asObject(offset, 'the offset of a section')
    if (!Number.isInteger(line) || !Number.isInteger(column)) {
      throw new Error('the offset of a section must have a line and a column')
    }
    const part = asObject(map, 'the map of a section')
    // the standard lets no index map be inside another
    if (part['sections'] !== undefined) throw new Error('a section of the source map must not have sections')
    return checkPart(part)
  })
  return {
    sources: checked.reduce((sum, { sources }) => sum + sources, 0),
    hasText: checked.some(({ hasText }) => hasText),
  }
}

function asObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${what} must be an object`)
  return value as Record<string, unknown>
}
