import { expect, test } from 'vitest'
import { checkMap } from './check-map.ts'
import { debugIdOfBytes, readDebugId } from './debug-id.ts'

const id = '01234567-89ab-8def-8123-456789abcdef'
const map = { version: 3, sources: ['a.ts', null], sourcesContent: ['a', null], names: [], mappings: 'AAAA' }
const section = { offset: { line: 0, column: 0 }, map }

test.each([
  ['a map', map, undefined, 2],
  ['a map with its debug id', { ...map, debugId: id }, id, 2],
  ['a map with the debug id as Sentry writes it', { ...map, debug_id: id.toUpperCase().replaceAll('-', '') }, id, 2],
  ['an index map', { version: 3, sections: [section, section] }, undefined, 4],
])('%s is accepted', (_name, value, debugId, sources) => {
  expect(checkMap(value)).toEqual({ debugId, sources })
})

test.each([
  ['no object', 7, 'the source map'],
  ['another version', { ...map, version: 2 }, 'must have version 3'],
  ['no text of sources', { ...map, sourcesContent: undefined }, 'has no sourcesContent'],
  ['sources of another kind', { ...map, sources: [7] }, 'must be strings or null'],
  ['no mappings', { ...map, mappings: undefined }, 'must have mappings'],
  ['a section without an offset', { version: 3, sections: [{ map }] }, 'the offset of a section'],
  [
    'sections in a section',
    { version: 3, sections: [{ ...section, map: { ...map, sections: [] } }] },
    'must not have sections',
  ],
])('%s is refused', (_name, value, message) => {
  expect(() => checkMap(value)).toThrow(message)
})

test('a debug id is read with or without dashes, and made of a map that names none', () => {
  expect(readDebugId(id.replaceAll('-', ''))).toBe(id)
  expect(readDebugId('no-id')).toBeUndefined()
  const made = debugIdOfBytes(Buffer.from('{}'))
  expect(made).toBe(debugIdOfBytes(Buffer.from('{}')))
  expect(readDebugId(made)).toBe(made)
})
