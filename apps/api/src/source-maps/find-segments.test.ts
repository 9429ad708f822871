import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { expect, test } from 'vitest'
import { buildShop } from '../../test/support/build-shop.ts'
import { findSegments } from './find-segments.ts'

test('finds the segment of every position of a build as trace-mapping does', async () => {
  const { map: json, code } = await buildShop({ extraFunctions: 3 })
  const map = JSON.parse(json)
  const trace = new TraceMap(map)
  const lines = code.split('\n')
  const positions = lines.flatMap((text, line) =>
    [...text].map((_, column) => ({ line: line + 1, column: column + 1 })),
  )
  expect(positions.length).toBeGreaterThan(300)
  const expected = positions.map(({ line, column }) => {
    const { source, line: at, column: place, name } = originalPositionFor(trace, { line, column: column - 1 })
    return source === null ? undefined : [source, at, place, name]
  })
  const found = findSegments(map.mappings, positions.toReversed()).map(
    (segment) =>
      segment && [
        map.sources[segment.source],
        segment.line + 1,
        segment.column,
        segment.name === undefined ? null : map.names[segment.name],
      ],
  )
  expect(found.toReversed()).toEqual(expected)
})

test('reads lines, negative steps and segments without a source', () => {
  const positions = [1, 2, 3, 4].map((line) => ({ line, column: 9 }))
  // line 1 is empty, line 2 has a segment at column 2, line 3 goes back a line and ends in a stretch of no source
  expect(findSegments(';EAEA;AADA,C;', positions)).toEqual([
    undefined,
    { source: 0, line: 2, column: 0, name: undefined },
    undefined,
    undefined,
  ])
  expect(findSegments(';EAEA;AADA,K', [{ line: 3, column: 1 }])[0]).toMatchObject({ line: 1 })
  expect(() => findSegments('A~', [{ line: 1, column: 1 }])).toThrow('its mappings are broken')
})
