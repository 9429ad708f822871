import { afterEach, expect, test } from 'vitest'
import type { CollectorReport } from './collector-report.ts'
import './collector-report.ts'

afterEach(() => document.body.replaceChildren())

async function missing(live: boolean): Promise<string[]> {
  const report = document.createElement('collector-report') as CollectorReport
  Object.assign(report, { submission: { browser: { userAgent: 'Chrome/150.0.0.0' } }, live })
  document.body.append(report)
  await expect.poll(() => report.querySelectorAll('.details .absent').length).toBeGreaterThan(0)
  const texts = report.querySelectorAll('.details .absent, .indicators .detail')
  return [...new Set([...texts].map(({ textContent }) => textContent))]
}

test('a value that is missing was not sent; only of this browser one knows that it is not available', async () => {
  expect(await missing(false)).toEqual(['not sent'])
  document.body.replaceChildren()
  expect(await missing(true)).toEqual(['not available in this browser'])
})
