import { expect, test } from 'vitest'
import { sliceMembers, TooDeepError } from './slice-members.ts'

const members = (text: string) => [...sliceMembers(Buffer.from(text))].map(([key, slice]) => [key, slice.toString()])
const slices = (text: string) => Object.fromEntries(members(text))

test('keeps what parsing would change', () => {
  expect(slices('{"a":1e400,"b": 12345678901234567890 ,"c":-0,"d":1.0}')).toEqual({
    a: '1e400',
    b: '12345678901234567890',
    c: '-0',
    d: '1.0',
  })
})

test.each([
  ['{}', {}],
  [' \n{ } ', {}],
  ['{"a":{}}', { a: '{}' }],
  ['{"a" : [ 1 , {"b":"]"} ] , "c":null}', { a: '[ 1 , {"b":"]"} ]', c: 'null' }],
  ['{"a":"x\\"},\\\\","b":true}', { a: '"x\\"},\\\\"', b: 'true' }],
  ['{"a":"\\\\"}', { a: '"\\\\"' }],
  ['{"a":1,"a":2}', { a: '2' }],
  ['{"\\u0061":1}', { a: '1' }],
  ['{"":""}', { '': '""' }],
  ['{"é😀":"電気", "a":"é"}', { 'é😀': '"電気"', a: '"é"' }],
  ['\ufeff{"a":1}', { a: '1' }],
  ['{"a":"\\ud800\\u0000"}', { a: '"\\ud800\\u0000"' }],
])('%s', (text, expected) => {
  expect(slices(text)).toEqual(expected)
})

test('every slice parses to what the whole parses to', () => {
  const value = { a: [1, 'é😀', { b: null }], '"': '"', 'c\\': '\\', d: { e: ['{', '}'] }, f: -1.5e-7 }
  for (const space of [0, 2]) {
    const text = JSON.stringify(value, null, space)
    const parsed = Object.fromEntries(members(text).map(([key, slice]) => [key, JSON.parse(slice as string)]))
    expect(parsed).toEqual(value)
  }
})

test('1,000 levels are accepted, 1,001 are not', () => {
  const nested = (levels: number) => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
  expect(members(nested(1000))).toHaveLength(1)
  expect(() => members(nested(1001))).toThrow(TooDeepError)
})
