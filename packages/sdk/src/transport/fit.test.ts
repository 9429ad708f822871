import type { Submission } from '@collector/schema'
import { expect, test } from 'vitest'
import { fit } from './fit.ts'

const bytes = (submission: Submission) => new TextEncoder().encode(JSON.stringify(submission)).length
const resources = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `https://a.example/${'é'.repeat(100)}${index}`,
    duration: index % 50,
    size: 1,
  }))
const errors = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ message: `${index}`, stack: 's'.repeat(5000) }))

test('what fits is sent as it is', () => {
  const submission = { performance: { resources: resources(20) }, errors: errors(2) }
  expect(fit(submission, 60_000)).toBe(submission)
})

test.each([
  ['resources', { performance: { resources: resources(500) } }],
  ['errors', { errors: errors(50) }],
  ['both', { performance: { resources: resources(500) }, errors: errors(50) }],
])('too many %s are cut to fit, and it says how many there were', (_name, submission: Submission) => {
  const fitting = fit(submission, 60_000)
  expect(bytes(fitting)).toBeLessThanOrEqual(60_000)
  expect(fitting.truncated).toEqual({
    resources: submission.performance?.resources?.length ?? 0,
    errors: submission.errors?.length ?? 0,
  })
})

test('the resources that took longest stay, in their order', () => {
  const fitting = fit({ performance: { resources: resources(500) } }, 60_000)
  const kept = fitting.performance?.resources ?? []
  expect(kept).toHaveLength(100)
  expect(Math.min(...kept.map(({ duration }) => duration))).toBeGreaterThanOrEqual(40)
  expect(kept.map(({ name }) => name)).toEqual(kept.map(({ name }) => name).sort((a, b) => number(a) - number(b)))
})

const number = (name: string) => Number(/\d+$/.exec(name)?.[0])
