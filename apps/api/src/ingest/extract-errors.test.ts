import { expect, test } from 'vitest'
import { asItStands } from './clean.ts'
import { extractErrors } from './extract-errors.ts'

test('finds noise that the sender does not mark, as Sentry’s SDKs do not', () => {
  const loop = 'ResizeObserver loop completed with undelivered notifications.'
  const stack = (script: string) => `Error: x\n    at f (${script}:1:2)`
  const sent = [
    { message: loop },
    { message: 'x', stack: stack('moz-extension://abcdef/content.js') },
    { type: 'csp', message: 'img-src would block data', disposition: 'report' },
    { message: 'x', stack: stack('https://shop.example/app.js') },
    { message: 'x', noise: 'extension' },
  ]
  const { errors } = extractErrors(sent, null, asItStands)
  expect(errors.map(({ noise }) => noise)).toEqual(['resize-observer', 'extension', 'report-only', null, 'extension'])
  const marked = extractErrors([{ message: loop, noise: 'resize-observer' }], null, asItStands)
  expect(errors[0]?.groupKey).toBe(marked.errors[0]?.groupKey)
})

const most = 2 ** 31 - 1

test.each([
  [[], [0, 0]],
  [[{ message: 'x', count: 2 }], [2, 0]],
  [[{ message: 'x', noise: 'extension', count: 3 }], [3, 3]],
  [
    ['x', { message: 'x', count: 4 }, { message: 'x', noise: 'extension', count: 3 }],
    [8, 3],
  ],
  // a sum is cut so that no error becomes noise
  [
    ['x', { message: 'x', noise: 'extension', count: most }],
    [most, most - 1],
  ],
])('counts the occurrences of %j, and those that are noise: %j', (sent, expected) => {
  const { errorCount, noiseCount } = extractErrors(sent, null, asItStands)
  expect([errorCount, noiseCount]).toEqual(expected)
})
