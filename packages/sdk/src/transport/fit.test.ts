import type { Submission } from '@collector/schema'
import { expect, test } from 'vitest'
import { fit } from './fit.ts'

const resources = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `https://a.example/${'é'.repeat(100)}${index}`,
    duration: index % 50,
    size: 1,
  }))
const errors = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ message: `${index}`, stack: 's'.repeat(5000) }))

const fitted = (submission: object, maxBytes = 60_000) => {
  const body = fit(submission, maxBytes)
  expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(maxBytes)
  return JSON.parse(body) as Submission
}

test('a small submission is not changed', () => {
  const submission = { performance: { resources: resources(20) }, errors: errors(2) }
  expect(fitted(submission)).toEqual(submission)
})

const chinese = '中'.repeat(2000)
test.each<[string, Submission]>([
  ['resources', { performance: { resources: resources(500) } }],
  ['errors', { errors: errors(50) }],
  ['both', { performance: { resources: resources(500) }, errors: errors(50) }],
  ['Chinese messages', { errors: Array.from({ length: 12 }, () => ({ message: chinese })) }],
  ['causes', { errors: Array.from({ length: 12 }, () => ({ message: 'x', cause: Array(5).fill('c'.repeat(2000)) })) }],
  ['characters of control', { errors: Array.from({ length: 12 }, () => ({ message: '\u0001'.repeat(2000) })) }],
  ['emoji in a context', { errors: [{ message: 'x', context: { text: '🙂'.repeat(100_000) } }] }],
  [
    'members of context',
    { errors: [{ message: 'x', context: Object.fromEntries(Object.entries(chinese.repeat(10))) }] },
  ],
])('too many %s are cut to fit, with their original number', (_name, submission) => {
  const fitting = fitted({ page: { url: 'https://a.example/' }, ...submission })
  expect(fitting.truncated).toEqual({
    resources: submission.performance?.resources?.length ?? 0,
    errors: submission.errors?.length ?? 0,
  })
  expect(fitting.page).toEqual({ url: 'https://a.example/' })
  expect(fitting.errors?.length).toBeGreaterThanOrEqual(Math.min(10, submission.errors?.length ?? 0))
})

test('members added by the page are cut too', () => {
  const fitting = fitted({ errors: [{ message: 'x' }], tags: Array(50_000).fill('tag'), notes: 'n'.repeat(1e6) })
  expect(fitting).toMatchObject({ truncated: { errors: 1 } })
})

test('earlier cuts keep their number, and the latest errors stay', () => {
  const fitting = fitted({ errors: errors(50), truncated: { errors: 61 } })
  expect(fitting.truncated).toMatchObject({ errors: 61 })
  expect(fitting.errors?.[fitting.errors.length - 1]?.message).toBe('49')
})

test('noise is cut first, then the oldest errors, and order stays', () => {
  const mixed = errors(40).map((error, index) => (index % 2 ? { ...error, noise: 'extension' } : error))
  const kept = fitted({ errors: mixed }, 60_000).errors ?? []
  // of 40 with long stacks 20 stay: every one that is no noise
  expect(kept.map(({ message }) => message)).toEqual(Array.from({ length: 20 }, (_, index) => `${2 * index}`))
  const fewer = fitted({ errors: [...mixed.slice(20), ...errors(40)] }).errors ?? []
  expect(fewer.map(({ message }) => message)).toEqual(Array.from({ length: 20 }, (_, index) => `${20 + index}`))
})

test('the resources that took longest stay, in their order', () => {
  const fitting = fitted({ performance: { resources: resources(500) } })
  const kept = fitting.performance?.resources ?? []
  expect(kept).toHaveLength(100)
  expect(Math.min(...kept.map(({ duration }) => duration))).toBeGreaterThanOrEqual(40)
  expect(kept.map(({ name }) => name)).toEqual(kept.map(({ name }) => name).sort((a, b) => number(a) - number(b)))
})

const number = (name: string) => Number(/\d+$/.exec(name)?.[0])
