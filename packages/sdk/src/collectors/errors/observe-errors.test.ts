import type { ErrorEntry } from '@collector/schema'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createErrorLog } from './error-log.ts'
import { createFailureRecorder, failedElement, failedResource } from './failed-resource.ts'
import { observeErrors } from './observe-errors.ts'

let recorded: ErrorEntry[]
let stop: () => void

beforeEach(() => {
  recorded = []
  stop = observeErrors((error) => recorded.push(error))
})
afterEach(() => stop())

test('a rejection in a library’s own event has its reason', () => {
  dispatchEvent(new CustomEvent('unhandledrejection', { detail: { reason: new Error('from bluebird') } }))
  dispatchEvent(new CustomEvent('unhandledrejection'))
  expect(recorded).toMatchObject([
    { type: 'unhandledrejection', name: 'Error', message: 'from bluebird' },
    { type: 'unhandledrejection', message: 'undefined' },
  ])
})

test.each([
  ['Uncaught TypeError: x is not a function', { name: 'TypeError', message: 'x is not a function' }],
  ['RangeError: two\nlines', { name: 'RangeError', message: 'two\nlines' }],
  ['Script error.', { message: 'Script error.' }],
  ['Uncaught null', { message: 'Uncaught null' }],
])('an error without its object, as from a worker, has a name: %s', (message, parsed) => {
  dispatchEvent(new ErrorEvent('error', { message, filename: 'https://a.example/worker.js', lineno: 3 }))
  expect(recorded).toEqual([{ type: 'error', ...parsed, source: 'https://a.example/worker.js', lineno: 3, colno: 0 }])
})

test('an error of zone.js is unwrapped to its rejection, and counts once for both events', () => {
  const reason = new TypeError('in a zone')
  const log = createErrorLog()
  stop()
  stop = observeErrors(log.add)
  const wrapper = Object.assign(new Error('Uncaught (in promise): TypeError: in a zone'), { rejection: reason })
  dispatchEvent(new CustomEvent('unhandledrejection', { detail: { reason } }))
  dispatchEvent(new ErrorEvent('error', { error: wrapper, message: wrapper.message }))
  expect(log.report().errors).toMatchObject([{ name: 'TypeError', message: 'in a zone', count: 1 }])
})

test('only events fired by the browser count as failed resources', () => {
  document.body.dispatchEvent(new CustomEvent('error'))
  expect(recorded).toEqual([])
})

const address = (path: string) => new URL(path, location.href).href

test.each([
  ['<img srcset="/no-a.png">', '/no-a.png'],
  ['<picture><source srcset="/no-c.webp"><img src="/fallback.png"></picture>', '/no-c.webp'],
  ['<svg><image href="/no-d.png"/></svg>', '/no-d.png'],
  ['<object data="/no-e.bin"></object>', '/no-e.bin'],
  ['<link rel="stylesheet" href="/no-f.css">', '/no-f.css'],
  ['<video src="/no-g.mp4"></video>', '/no-g.mp4'],
  ['<form><input name="src"></form>', ''],
])('the address of %s is the requested URL', async (html, path) => {
  const holder = document.body.appendChild(document.createElement('div'))
  holder.innerHTML = html
  const element = holder.querySelector('img,image,object,link,video,form') as Element
  if (element instanceof HTMLImageElement) await expect.poll(() => element.currentSrc).not.toBe('')
  expect(failedElement(element)).toEqual({
    type: 'resource',
    message: `<${element.localName}> failed to load`,
    source: path && address(path),
  })
  holder.remove()
})

test('a failed resource is reported once, by event or entry', () => {
  const sources: unknown[] = []
  const recordFailure = createFailureRecorder(({ source }) => sources.push(source))
  const tell = (source: string, ...kinds: ('event' | 'entry')[]) => {
    for (const kind of kinds) recordFailure(failedResource('img', source), kind === 'entry')
    return sources.splice(0).length
  }
  expect(tell('a', 'event', 'entry')).toBe(1)
  expect(tell('b', 'entry', 'event')).toBe(1)
  expect(tell('c', 'entry')).toBe(1)
  expect(tell('d', 'event', 'event', 'entry')).toBe(2)
  expect(tell('e', 'entry', 'event', 'event')).toBe(2)
})
