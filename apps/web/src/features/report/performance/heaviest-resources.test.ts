import { expect, test } from 'vitest'
import { heaviestResources } from './heaviest-resources.ts'

const rows = [
  { name: 'https://a.example/small.js', durationMs: 5, transferredBytes: 0, decodedBytes: 900_000 },
  { name: 'https://a.example/large.js', durationMs: 50, transferredBytes: 1000 },
  { name: 'https://a.example/unknown.js' },
]

test('the heaviest resources come first; cached ones count with their body size', () => {
  const values = (by: 'time' | 'size') =>
    heaviestResources(rows, by).bars.map(({ name, value }) => [name.slice(18), value])
  expect(values('time')).toEqual([
    ['large.js', 50],
    ['small.js', 5],
  ])
  expect(values('size')).toEqual([
    ['small.js', 900],
    ['large.js', 1],
  ])
})
