import type { Progress } from '@collector/sdk'
import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { SubmissionStatus } from './submission-status.ts'
import './submission-status.ts'

afterEach(() => document.body.replaceChildren())

const submissionId = '6f1c2d3e-0000-4000-8000-000000000001'

async function show(progress: Partial<Progress>): Promise<SubmissionStatus> {
  const element = document.createElement('submission-status') as SubmissionStatus
  element.progress = { phase: 'collecting', submission: {}, ...progress }
  document.body.append(element)
  await element.updateComplete
  return element
}

const headline = () => document.querySelector('.headline')?.textContent?.replace(/\s+/g, ' ').trim()

test.each<[Partial<Progress>, string]>([
  [{}, 'Collecting…'],
  [{ phase: 'sending' }, 'Sending…'],
  [{ phase: 'stored', stored: { submission: {}, submissionId, number: 12 } }, 'Stored as number 12'],
  [{ phase: 'stored', stored: { submission: {}, submissionId } }, 'Stored'],
  [{ phase: 'sending', stored: { submission: {}, submissionId, number: 12 } }, 'Stored as number 12'],
  [{ phase: 'failed', failure: { submission: {}, reason: 'x', willRetry: true } }, 'Not stored'],
])('shows %o as %s', async (progress, text) => {
  await show(progress)
  expect(headline()).toBe(text)
})

test('a stored submission has a link for support', async () => {
  const element = await show({ phase: 'stored', stored: { submission: {}, submissionId, number: 12 } })
  await expect.element(page.getByRole('button', { name: 'Copy link for support' })).toBeVisible()
  // a customer could not open it
  expect(element.querySelector('a')).toBeNull()
  element.isSignedIn = true
  await expect.element(page.getByRole('link')).toHaveAttribute('href', `/submissions/${submissionId}`)
})

test('the case of the support stands beside the state', async () => {
  const element = await show({})
  element.reference = 'TICKET-4711'
  await expect.element(page.getByText('for case TICKET-4711')).toBeVisible()
})

test('a failure shows its reason and a retry', async () => {
  const element = await show({
    phase: 'failed',
    failure: { submission: {}, reason: 'the answer was 503', willRetry: true },
  })
  expect(element.textContent).toContain('the answer was 503')
  let asked = 0
  element.addEventListener('send-submission', () => asked++)
  await userEvent.click(page.getByRole('button', { name: 'Try again' }))
  expect(asked).toBe(1)
})
