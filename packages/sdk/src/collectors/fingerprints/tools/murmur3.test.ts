import { expect, test } from 'vitest'
import { murmur3 } from './murmur3.ts'

// from mmh3, the Python package that wraps the reference implementation: hash_bytes(text, 0, x64arch=False)
test.each([
  ['', '00000000000000000000000000000000'],
  ['a', 'a794933c5556b01b5556b01b5556b01b'],
  ['Hello, world!', '26acdba7f0638dfc402b42630afdd4c3'],
  ['The quick brown fox jumps over the lazy dog', '2f1583c3ecee2c675d7bf66ce5e91d2c'],
  ['äöü€😀0123456789abcdefghijkl', '4173bba2cef3cafd3864c4b63cf36d21'],
])('hashes %j as the reference does', (text, hash) => {
  expect(murmur3(text)).toBe(hash)
})
