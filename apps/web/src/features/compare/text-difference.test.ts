import { expect, test } from 'vitest'
import { textDifference } from './text-difference.ts'

test.each([
  ['Chrome/141 Safari', 'Chrome/142 Safari', ['Chrome/14', '1', '2', ' Safari']],
  ['aa', 'aaa', ['aa', '', 'a', '']],
  ['', 'x', ['', '', 'x', '']],
  ['a\u{1f600}b', 'a\u{1f601}b', ['a', '\u{1f600}', '\u{1f601}', 'b']],
  ['\u{1f600}', '\u{1fa00}', ['', '\u{1f600}', '\u{1fa00}', '']],
  ['same', 'same', ['same', '', '', '']],
])('%s and %s', (a, b, [start, ownA, ownB, end]) => {
  const difference = textDifference(a, b)
  expect(difference).toEqual({ start, a: ownA, b: ownB, end })
  expect(difference.start + difference.a + difference.end).toBe(a)
  expect(difference.start + difference.b + difference.end).toBe(b)
})
