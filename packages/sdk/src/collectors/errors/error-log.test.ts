import { expect, test } from 'vitest'
import { createErrorLog } from './error-log.ts'

test('the same error again is counted; another is another', () => {
  const log = createErrorLog()
  for (let i = 0; i < 500; i++) log.add({ type: 'error', message: 'again', source: 'a.js', lineno: 1 })
  log.add({ type: 'error', message: 'again', source: 'a.js', lineno: 2 })
  expect(log.report().errors.map(({ count }) => count)).toEqual([500, 1])
  expect(log.report().errors[0]?.timestamp).toMatch(/^\d{4}-.*Z$/)
})

test('keeps the latest of ever new errors and says how many there were; noise goes first, then the oldest', () => {
  const log = createErrorLog()
  log.add({ type: 'error', message: 'the oldest' })
  for (let i = 0; i < 10; i++) log.add({ type: 'error', message: `ResizeObserver loop ${i}` })
  for (let i = 0; i < 49; i++) log.add({ type: 'error', message: `number ${i}` })
  expect(log.report().errors[0]?.message).toBe('the oldest')
  log.add({ type: 'error', message: 'ResizeObserver loop, once more' })
  expect(log.report().errors.some(({ noise }) => noise)).toBe(false)
  log.add({ type: 'error', message: 'the important one' })
  expect(log.report().errors).toHaveLength(50)
  expect(log.report().errors[0]?.message).toBe('number 0')
  expect(log.report().errors.at(-1)?.message).toBe('the important one')
  expect(log.report().truncated).toEqual({ errors: 62 })
})

test('the same object is one error, and uncaught wins', () => {
  const log = createErrorLog()
  const thrown = new Error('pay')
  const again = new Error('pay')
  const told = () => log.report().errors.map(({ type, count, context }) => [type, count, context])
  log.add({ type: 'captured', message: 'pay', context: { step: 1 } }, thrown)
  log.add({ type: 'captured', message: 'pay' }, thrown)
  log.add({ type: 'captured', message: 'pay' }, again)
  expect(told()).toEqual([['captured', 2, { step: 1 }]])
  log.add({ type: 'error', message: 'pay' }, thrown)
  log.add({ type: 'unhandledrejection', message: 'pay' }, again)
  log.add({ type: 'captured', message: 'pay' }, again)
  expect(told()).toEqual([['error', 2, { step: 1 }]])
  // what is no object has no identity
  log.add({ type: 'captured', message: 'text' }, 'text')
  log.add({ type: 'error', message: 'text' }, 'text')
  expect(log.report().errors).toHaveLength(3)
})
