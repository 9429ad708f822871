import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePythonLiteral } from './parse-python-literal.ts'
import { readSectionText } from './read-section-text.ts'

test.each<[string, unknown]>([
  ["{'userAgent': 'Mozilla/5.0', 'doNotTrack': None}", { userAgent: 'Mozilla/5.0', doNotTrack: null }],
  ["{'a': True, 'b': False, 'c': []}", { a: true, b: false, c: [] }],
  [
    "[{'message': \"it's gone\"}, {'message': 'he said \"no\"'}]",
    [{ message: "it's gone" }, { message: 'he said "no"' }],
  ],
  [`'it\\'s "both"'`, `it's "both"`],
  ['{}', {}],
  ['[]', []],
  ['()', []],
  ["''", ''],
  ['""', ''],
  ['None', null],
  [' \n\t{ } \r\n', {}],
  ["{ 'a' : 1 , 'b' : [ 2 , 3 ] }", { a: 1, b: [2, 3] }],
  ['[1, 2,]', [1, 2]],
  ["{'a': 1,}", { a: 1 }],
  ['(1,)', [1]],
  ['(1, 2)', [1, 2]],
  ['(1)', 1],
  ["('x', (None, [()]))", ['x', [null, [[]]]]],
  ["{1: 'a', 1.5: 'b', True: 'c', None: 'd', '': 'e'}", { 1: 'a', 1.5: 'b', true: 'c', null: 'd', '': 'e' }],
  ["{'a': 1, 'a': 2}", { a: 2 }],
  ['0', 0],
  ['-0', -0],
  ['+7', 7],
  ['-12.5', -12.5],
  ['1e5', 1e5],
  ['1e+16', 1e16],
  ['2.5E-07', 2.5e-7],
  ['.5', 0.5],
  ['5.', 5],
  ['1e400', Number.POSITIVE_INFINITY],
  ['inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['[nan, -nan]', [Number.NaN, Number.NaN]],
  ['1700000000000', 1_700_000_000_000],
  ["'\\\\ \\n \\r \\t \\a \\b \\f \\v \\0 \\x00 \\x7f \\xe9'", '\\ \n \r \t \x07 \b \f \v \0 \0 \x7f é'],
  ["'\\u2028 \\ud800 \\U0001f600 \\101 \\d'", '\u2028 \ud800 😀 A \\d'],
  ["'電気 é 😀 \u0000'", '電気 é 😀 \0'],
  ["'a\\\nb'", 'ab'],
])('reads %s', (text, expected) => {
  expect(parsePythonLiteral(text)).toEqual(expected)
})

test.each([
  ...['', ' ', '{', '}', '[', '(', "'", '"', "'a", "'a\\", "'a\\'", `'a"`, "'a\nb'", "'a\rb'"],
  ...['[,]', '(,)', '{,}', '[1 2]', '[1,,2]', "{'a'}", "{'a':}", "{'a' 1}", "{'a': 1 'b': 2}", '{: 1}', '[1)', '(1]'],
  ...['{1, 2}', 'set()', '{[]: 1}', '{{}: 1}', '{(1,): 1}'],
  ...['none', 'true', 'null', 'NoneType', 'Nonee', 'True1', 'undefined', 'NaN', 'Infinity', 'infinity'],
  ...['01', '1_000', '1j', '0x10', '1.2.3', '--1', '- 1', '1e', '.', '1 2', '1L'],
  ...[
    "b'bytes'",
    "r'raw'",
    "f'{x}'",
    "u'x'",
    "'a' 'b'",
    "'''a'''",
    "'\\x1'",
    "'\\u12'",
    "'\\U00110000'",
    "'\\N{BULLET}'",
  ],
  ...[
    "__import__('os').system('true')",
    "{'a': print(1)}",
    '1 + 1',
    '[x for x in y]',
    'lambda: 1',
    '# nothing',
    "{'a': 1} # x",
  ],
  ...['datetime.datetime(2024, 5, 1)', "Decimal('1')", '...', '{**{}}', '[*[]]'],
])('refuses %j', (text) => {
  expect(parsePythonLiteral(text)).toBeUndefined()
})

test('keeps __proto__ a key like any other', () => {
  const value = parsePythonLiteral("{'__proto__': {'polluted': True}, 'constructor': 1}") as object
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor'])
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

test.each(['[]', '()', "{'a': }"])('refuses %s nested deeper than 1000 levels', (pair) => {
  const [open, close] = [pair.slice(0, -1), pair.slice(-1)]
  const nested = (levels: number) => open.repeat(levels) + (pair.startsWith('{') ? '1' : '') + close.repeat(levels)
  expect(parsePythonLiteral(nested(1000))).toBeDefined()
  expect(parsePythonLiteral(nested(1001))).toBeUndefined()
  expect(parsePythonLiteral(nested(1_000_000))).toBeUndefined()
  expect(parsePythonLiteral(open.repeat(1_000_000))).toBeUndefined()
})

test('reads long strings whole', () => {
  const long = `${'x'.repeat(5_000_000)}\\'"`
  expect(parsePythonLiteral(`'${long}'`)).toBe(`${'x'.repeat(5_000_000)}'"`)
  expect(parsePythonLiteral(`'${'\\n'.repeat(1_000_000)}'`)).toBe('\n'.repeat(1_000_000))
})

test('returns a value or undefined for any text', () => {
  const pieces = fc.constantFrom(...'{}[](),:\'"\\ \n', 'None', 'True', '1', 'e5', '-', '.', 'inf', 'x', '\\u', '😀')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(pieces).map((some) => some.join('')),
      ),
      (text) => {
        parsePythonLiteral(text)
      },
    ),
    { numRuns: 2000 },
  )
})

test.each<[string, unknown]>([
  ['{"a": null}', { a: null }],
  ["{'a': None}", { a: null }],
  ['null', null],
  ['None', null],
  ["{'a': undefined}", undefined],
  ['<Request>', undefined],
])('readSectionText reads %s', (text, expected) => {
  expect(readSectionText(text)).toEqual(expected)
})

const script = `
import json, sys
for line in sys.stdin: print(json.dumps(str(json.loads(line))))
`
const hasPython = spawnSync('python3', ['-c', '']).status === 0

describe.skipIf(!hasPython)('beside python3', () => {
  test('reads what str() writes of any JSON value', () => {
    const values = fc.sample(fc.jsonValue({ stringUnit: 'binary', maxDepth: 6 }), { numRuns: 2000, seed: 21 })
    const input = values.map((value) => JSON.stringify(value)).join('\n')
    const { stdout, stderr } = spawnSync('python3', ['-c', script], { input, encoding: 'utf8', maxBuffer: 1e9 })
    expect(stderr).toBe('')
    const written = stdout.trimEnd().split('\n')
    expect(written).toHaveLength(values.length)
    for (const [index, line] of written.entries()) {
      const value = values[index]
      // a string by itself is written without quotes
      const text = typeof value === 'string' ? undefined : (JSON.parse(line) as string)
      if (text !== undefined) expect(parsePythonLiteral(text), text).toEqual(JSON.parse(JSON.stringify(value)))
    }
  })
})
