import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PageView } from './page-view.ts'
import { createSession } from './session.ts'

const delayMs = 3000
const error = { type: 'error', message: 'broken' } as const

/** The page views that were submitted, each by its kind and the number of the submission. */
let submitted: string[]
let held: number

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  submitted = []
  held = 0
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function begin({ consent = 'granted' as 'granted' | 'pending', ready = async () => {} } = {}) {
  return createSession({
    delayMs,
    consent,
    ready,
    submit: ({ kind, sequence }: PageView) => submitted.push(`${kind} ${sequence}`),
    hold: () => held++,
  })
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('submits after the delay, which begins when the page has loaded', async () => {
  const session = begin()
  await pass(10_000)
  expect(submitted).toEqual([])
  session.open()
  await pass(delayMs - 1)
  expect(submitted).toEqual([])
  await pass(1)
  expect(submitted).toEqual(['load 1'])
})

test('waits for slow collectors, unless another page view has begun', async () => {
  let finish = () => {}
  const session = begin({ ready: () => new Promise((resolve) => (finish = resolve as () => void)) })
  session.open()
  await pass(delayMs)
  expect(submitted).toEqual([])
  session.enter('soft', '')
  finish()
  await pass(0)
  expect(submitted).toEqual([])
  await pass(delayMs)
  finish()
  await pass(0)
  expect(submitted).toEqual(['load 1', 'soft 1'])
})

test('submits late changes together, and no more often than every few seconds', async () => {
  const session = begin()
  session.open()
  await pass(delayMs)
  for (let at = 0; at < 100; at++) {
    session.changed(session.current())
    await pass(100)
  }
  expect(submitted).toEqual(['load 1', 'load 2', 'load 3'])
  for (let at = 0; at < 100; at++) {
    session.changed(session.current())
    await pass(5000)
  }
  expect(submitted).toHaveLength(20)
  session.submit()
  expect(submitted).toHaveLength(21)
})

test('late changes of an ended page view are submitted', async () => {
  const session = begin()
  session.open()
  await pass(delayMs)
  const left = session.current()
  session.enter('soft', '')
  session.changed(left)
  await pass(2000)
  expect(submitted).toEqual(['load 1', 'load 2'])
  await pass(1000)
  expect(submitted).toEqual(['load 1', 'load 2', 'soft 1'])
})

test('page views that end before their delay wait for a lasting one', async () => {
  const session = begin()
  session.open()
  for (let at = 0; at < 3; at++) {
    await pass(delayMs - 500)
    session.enter('soft', '')
  }
  expect(submitted).toEqual([])
  await pass(delayMs)
  expect(submitted).toEqual(['load 1', 'soft 1', 'soft 1', 'soft 1'])
})

test('keeps of a flood of page views the load, those with errors, and the latest', async () => {
  const session = begin()
  session.open()
  const withError: PageView[] = []
  for (let at = 0; at < 500; at++) {
    session.enter('soft', '')
    if (at !== 3 && at !== 5) continue
    session.current().log.add(error)
    withError.push(session.current())
  }
  expect(session.views()).toHaveLength(10)
  expect(session.views()).toEqual(expect.arrayContaining(withError))
  session.submit()
  expect(submitted).toEqual(['load 1', ...Array(9).fill('soft 1')])
})

test('a flood of submitted page views keeps only the latest in memory', () => {
  const session = begin()
  for (let at = 0; at < 100; at++) {
    session.enter('restore', '')
    session.submit()
  }
  expect(submitted).toHaveLength(101)
  expect(session.views()).toHaveLength(10)
})

test('is held while consent is pending, and submitted when it is granted', async () => {
  const session = begin({ consent: 'pending' })
  session.open()
  await pass(delayMs)
  session.enter('soft', '')
  await pass(delayMs)
  expect({ submitted, held }).toEqual({ submitted: [], held: 2 })
  session.setConsent('granted')
  expect(submitted).toEqual(['load 1', 'soft 1'])
})

test('starts a new page view when consent is given again', async () => {
  const session = begin()
  session.open()
  session.setConsent('denied')
  session.current().log.add(error)
  await pass(delayMs)
  session.submit()
  expect(submitted).toEqual([])
  session.setConsent('granted')
  expect(session.views()).toMatchObject([{ kind: 'load' }])
  expect(session.current().log.report().errors).toEqual([])
  await pass(delayMs)
  expect(submitted).toEqual(['load 1'])
})

test('submits nothing while the page is prerendered, nor after it was stopped', async () => {
  const session = begin()
  const prerendering = vi.spyOn(Document.prototype, 'prerendering', 'get').mockReturnValue(true)
  session.submit()
  prerendering.mockRestore()
  session.open()
  session.stop()
  await pass(delayMs)
  session.submit()
  expect(submitted).toEqual([])
})

test('submits nothing when it was stopped while waiting for slow collectors', async () => {
  let finish = () => {}
  const session = begin({ ready: () => new Promise((resolve) => (finish = resolve as () => void)) })
  session.open()
  await pass(delayMs)
  session.stop()
  finish()
  await pass(0)
  expect(submitted).toEqual([])
  expect(session.isCollecting()).toBe(false)
})

test('keeps the title of a page view that has ended', () => {
  const session = begin()
  document.title = 'First'
  session.enter('soft', '')
  document.title = 'Second'
  expect(session.views().map(({ title }) => title)).toEqual(['First', undefined])
})
