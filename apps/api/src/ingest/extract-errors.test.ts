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
