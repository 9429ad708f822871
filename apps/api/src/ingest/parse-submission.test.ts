import { expect, test } from 'vitest'
import { parseSubmission } from './parse-submission.ts'

const parse = (text: string) => parseSubmission(Buffer.from(text))
const slices = (text: string) =>
  Object.fromEntries([...parse(text).members].map(([name, slice]) => [name, slice.toString()]))

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
  [
    '{"a":1e400,"b": 12345678901234567890 ,"c":-0,"d":1.0}',
    { a: '1e400', b: '12345678901234567890', c: '-0', d: '1.0' },
  ],
  // the end of a section is guessed by the name behind it, which may stand inside
  ['{"browser":{"a":{},"page":{}},"page":{"b":1}}', { browser: '{"a":{},"page":{}}', page: '{"b":1}' }],
  ['{"browser":{"a":"},\\"page\\":"},"page":{}}', { browser: '{"a":"},\\"page\\":"}', page: '{}' }],
  [
    '{"browser":{"a":{}},"mine":{},"errors":[{"b":{},"timestamp":"x"}],"timestamp":"2026-11-23"}',
    {
      browser: '{"a":{}}',
      mine: '{}',
      errors: '[{"b":{},"timestamp":"x"}]',
      timestamp: '"2026-11-23"',
    },
  ],
  ['{"page":{"電":"気"},"browser":{"a":"\\u96fb"}}', { page: '{"電":"気"}', browser: '{"a":"\\u96fb"}' }],
])('cuts out the members of %s', (text, expected) => {
  expect(slices(text)).toEqual(expected)
})

test.each([
  ['{"a":1 "b":2}', 'position'],
  ['{"browser":{},"page":{}', 'position'],
  ['{"browser":{}},"page":{}}', 'position'],
  ['{"browser":{},,"page":{}}', 'position'],
  ['{"browser":{},}', 'position'],
  ['{"a":1}}', 'position'],
  ['{a:1}', 'position'],
  ['{"a', 'Unterminated string'],
  ['{"a":"', 'Unterminated string'],
  ['{"a":"\t"}', 'control character'],
  ['{"a":[1}', 'position'],
  ['{"a":\u00a01}', 'Unexpected token'],
  ['{\f}', 'position'],
  ['[1,]', 'Unexpected token'],
  ['', 'Unexpected end'],
])('refuses %s with the parser’s reason', (text, reason) => {
  expect(() => parse(text)).toThrow(reason)
  expect(() => parse(text)).toThrow('the body is not JSON: ')
})

test('accepts 1,000 levels and refuses 1,001', () => {
  const nested = (levels: number) => `{"page":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
  expect(parse(nested(1000)).members.size).toBe(1)
  expect(() => parse(nested(1001))).toThrow('deeper than 1000 levels')
})

test('takes the same steps for many members that only look like the end of another', () => {
  const text = `{${'"a":{"x":{},"page":1},"b":[{},{}],'.repeat(30_000)}"page":{}}`
  const { members } = parse(text)
  expect([...members.keys()]).toEqual(['a', 'b', 'page'])
})
