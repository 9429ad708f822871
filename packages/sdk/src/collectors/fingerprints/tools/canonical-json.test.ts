import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

test('the order in which members were added makes no difference, that of an array does', () => {
  expect(canonicalJson({ b: { d: 1, c: [2, 1] }, a: null, e: undefined })).toBe('{"a":null,"b":{"c":[2,1],"d":1}}')
  expect(canonicalJson([{ b: 1, a: 2 }])).toBe(canonicalJson([{ a: 2, b: 1 }]))
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]))
})
