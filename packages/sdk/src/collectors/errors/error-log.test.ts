import { expect, test } from 'vitest'
import { createErrorLog } from './error-log.ts'

test('the same error again is counted; another is another', () => {
  let changes = 0
  const log = createErrorLog(() => changes++)
  for (let i = 0; i < 500; i++) log.add({ type: 'error', message: 'again', source: 'a.js', lineno: 1 })
  log.add({ type: 'error', message: 'again', source: 'a.js', lineno: 2 })
  expect(log.errors.map(({ count }) => count)).toEqual([500, 1])
  expect(log.errors[0]?.timestamp).toMatch(/^\d{4}-.*Z$/)
  expect(changes).toBe(501)
})

test('a page that throws ever new errors does not grow for ever', () => {
  const log = createErrorLog(() => {})
  for (let i = 0; i < 1000; i++) log.add({ type: 'error', message: `number ${i}` })
  expect(log.errors).toHaveLength(50)
})

test.each([
  [{ message: 'ResizeObserver loop completed with undelivered notifications.' }, 'resize-observer'],
  [{ message: 'x', source: 'chrome-extension://abcdef/content.js' }, 'extension'],
  [{ message: 'x', stack: 'Error: x\n    at f (moz-extension://abcdef/content.js:1:2)' }, 'extension'],
  [{ message: 'x', stack: 'f@safari-web-extension://abcdef/content.js:1:2' }, 'extension'],
  [{ message: 'the extension: ResizeObserver', source: 'https://a.example/app-extension.js' }, undefined],
])('%o is noise: %s', (error, noise) => {
  const log = createErrorLog(() => {})
  log.add({ type: 'error', ...error })
  expect(log.errors[0]?.noise).toBe(noise)
})
