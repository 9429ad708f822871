import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { ExplainedTerm } from './explained-term.ts'
import './explained-term.ts'

afterEach(() => document.body.replaceChildren())

test('the explanation opens by keyboard without moving the page', async () => {
  for (const name of ['LCP', 'CLS']) {
    const element = document.createElement('explained-term') as ExplainedTerm
    Object.assign(element, { name, meaning: `What ${name} means` })
    document.body.append(element)
  }
  const second = page.getByRole('button', { name: 'CLS' })
  await expect.element(second).toBeVisible()
  const before = second.element().getBoundingClientRect()
  await userEvent.tab()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText('What LCP means')).toBeVisible()
  await expect.element(page.getByText('What CLS means')).not.toBeVisible()
  expect(second.element().getBoundingClientRect()).toEqual(before)
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByText('What LCP means')).not.toBeVisible()
})
