import { expect, test } from 'vitest'
import { createErrorLog } from './error-log.ts'
import { failedRequest } from './failed-resource.ts'

test('counts a repeated error, and keeps different ones', () => {
  const log = createErrorLog()
  for (let i = 0; i < 500; i++) log.add({ type: 'error', message: 'again', source: 'a.js', lineno: 1 })
  log.add({ type: 'error', message: 'again', source: 'a.js', lineno: 2 })
  expect(log.report().errors.map(({ count }) => count)).toEqual([500, 1])
  expect(log.report().errors[0]?.timestamp).toMatch(/^\d{4}-.*Z$/)
})

test('keeps the latest of many different errors with their total number; drops noise first, then the oldest', () => {
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

test('failed requests go before older errors of the page', () => {
  const log = createErrorLog()
  log.add({ type: 'error', message: 'the oldest' })
  for (let i = 0; i < 60; i++) log.add(failedRequest(`https://a.example/${i}?${i}`, 404))
  log.add(failedRequest('https://a.example/59?again', 404))
  const { errors } = log.report()
  expect(errors).toHaveLength(50)
  expect(errors[0]?.message).toBe('the oldest')
  expect(errors.at(-1)).toMatchObject({ message: '404 https://a.example/59', status: 404, count: 2 })
})

test('ten errors have their breadcrumbs, as they were; noise has none', () => {
  const log = createErrorLog()
  const breadcrumbs = [{ type: 'click', message: '#pay' }]
  log.add({ type: 'error', message: 'ResizeObserver loop' }, undefined, breadcrumbs)
  for (let i = 0; i < 12; i++) log.add({ type: 'error', message: `${i}` }, undefined, breadcrumbs)
  log.add({ type: 'error', message: '0' }, undefined, [...breadcrumbs, { type: 'network', message: 'offline' }])
  const told = log.report().errors.map((error) => error.breadcrumbs)
  expect(told).toEqual([undefined, ...Array(10).fill(breadcrumbs), undefined, undefined])
})

test('counts the same object as one error, as the uncaught one', () => {
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
  // primitives have no identity
  log.add({ type: 'captured', message: 'text' }, 'text')
  log.add({ type: 'error', message: 'text' }, 'text')
  expect(log.report().errors).toHaveLength(3)
})

test('removes secrets and addresses from all texts of an error', () => {
  const log = createErrorLog()
  const url = 'https://jane:secret@a.example/app.js?token=secret&page=2'
  log.add({
    type: 'error',
    message: `no answer from ${url}`,
    stack: `Error\n    at f (${url}:10:12)\nf@${url}:1:2`,
    source: url,
    cause: [`TypeError: ${url}`, 'of jane@mail.example'],
    errors: [`"${url}"`],
    context: { url, [url]: 1, to: ['jane@mail.example'] },
  })
  const scrubbed = 'https://a.example/app.js?token=[removed]&page=2'
  expect(log.report().errors[0]).toMatchObject({
    message: `no answer from ${scrubbed}`,
    stack: `Error\n    at f (https://a.example/app.js?token=[removed]&page=2:10:12)\nf@${scrubbed}:1:2`,
    source: scrubbed,
    cause: [`TypeError: ${scrubbed}`, 'of [removed]'],
    errors: [`"${scrubbed}"`],
    context: { url: scrubbed, [scrubbed]: 1, to: ['[removed]'] },
  })
})
