import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'

let dashboard: Dashboard
let page: Page

const error = (message: string) => ({ type: 'error', name: 'TypeError', message, source: `/${message.slice(0, 4)}.js` })

beforeAll(async () => {
  dashboard = await startDashboard()
  const about = {
    app: { release: '1.4.2', environment: 'production' },
    browser: { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0' },
    page: { url: 'https://shop.example/checkout' },
  }
  await dashboard.store({ ...about, errors: [error('cart has no total')] })
  await dashboard.store({ ...about, errors: [error('basket has no total')] })
  await dashboard.store({ ...about, errors: [error('basket has no total')] })
  await dashboard.store({ ...about, errors: [error('unrelated')] })
  page = await (await dashboard.signedIn()).newPage()
})

afterAll(() => dashboard?.stop())

async function openGroup(message: string): Promise<void> {
  await page.goto(`${dashboard.origin}/errors`)
  await page.getByRole('link', { name: message }).first().click()
  await page.getByRole('heading', { level: 1, name: message }).waitFor()
}

const occurrences = () => page.locator('.group-head .tile .value').first().textContent()

test('an error is merged into another one that is searched for, and split again', async () => {
  await openGroup('cart has no total')
  await page.getByRole('button', { name: 'Merge…' }).click()
  await page.getByRole('button', { name: 'unrelated' }).waitFor()
  await page.getByRole('searchbox', { name: 'Search in messages' }).fill('has no total')
  await expect
    .poll(() => page.locator('.candidates button').allTextContents())
    .toEqual(['TypeError: basket has no total'])
  await page.getByRole('button', { name: 'basket has no total' }).click()
  await page.getByRole('heading', { level: 1, name: 'basket has no total' }).waitFor()
  await expect.poll(occurrences).toBe('3')
  await page.getByText('Shown as one with 1 other group').click()
  await page.getByRole('button', { name: 'Split' }).click()
  await expect.poll(occurrences).toBe('2')
})

test('an error is resolved in a release, the newest one unless another is named', async () => {
  await openGroup('unrelated')
  await page.getByRole('button', { name: 'Resolve in a release…' }).click()
  await expect.poll(() => page.getByRole('combobox', { name: 'Release' }).last().inputValue()).toBe('1.4.2')
  await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click()
  await page.getByText('in release 1.4.2').waitFor()
  await expect.poll(() => page.locator('.about').textContent()).toMatch(/Resolved\s+in release 1\.4\.2/)
  await page.getByRole('button', { name: 'Reopen' }).click()
  await expect.poll(() => page.locator('.about').textContent()).toMatch(/Open/)
})

test('an error of a submission leads to its group, but not in the report that a customer sees', async () => {
  const { id } = await dashboard.store({ errors: [error('unrelated')] })
  await page.goto(`${dashboard.origin}/submissions/${id}`)
  await page.locator('.errors summary', { hasText: 'unrelated' }).click()
  await page.getByRole('link', { name: 'Who else has this error?' }).click()
  await page.getByRole('heading', { level: 1, name: 'unrelated' }).waitFor()

  const visit = await dashboard.browser.newPage()
  await visit.goto(dashboard.origin)
  await visit.getByRole('button', { name: 'Throw a test error' }).click()
  await visit.locator('.errors summary', { hasText: 'Test error' }).click()
  await visit.getByText(/Stored as number/).waitFor()
  expect(await visit.locator('main a').count()).toBe(0)
  await visit.close()
})
