import type { BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'

let dashboard: Dashboard
let context: BrowserContext
let page: Page
/** Bodies posted to /collect. */
let sent: { fingerprints?: { hash?: string } }[]

beforeAll(async () => {
  dashboard = await startDashboard()
})

beforeEach(async () => {
  context = await dashboard.browser.newContext()
  page = await context.newPage()
  sent = []
  page.on('request', (request) => {
    if (request.url().endsWith('/collect')) sent.push(JSON.parse(request.postData() ?? '{}'))
  })
})

afterEach(() => context.close())

afterAll(() => dashboard?.stop())

test('no fingerprint is sent with Global Privacy Control until the visitor requests it', async () => {
  await page.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true, configurable: true }),
  )
  await page.goto(`${dashboard.origin}/#fingerprint`)
  await page.getByText(/Stored as number/).waitFor()
  expect(sent.map(({ fingerprints }) => fingerprints)).toEqual([undefined])
  await page.getByRole('button', { name: /anyway/ }).click()
  await expect.poll(() => sent.at(-1)?.fingerprints?.hash).toMatch(/^[0-9a-f]{16,}$/)
  await page.getByText(/Stored as number/).waitFor()
  expect(await page.getByText(sent.at(-1)?.fingerprints?.hash ?? '').count()).toBeGreaterThan(0)
})

test('a visitor who declines in time sends nothing, and may still agree later', async () => {
  await page.goto(dashboard.origin)
  await page.getByRole('button', { name: 'Do not send' }).click()
  await page.getByText('Not sent').waitFor()
  // longer than the report waits before it sends
  await page.waitForTimeout(3000)
  expect(sent).toEqual([])
  await page.getByRole('button', { name: 'Send it' }).click()
  await page.getByText(/Stored as number/).waitFor()
})

test('a submission that could not be stored says why, is retried, and is stored', async () => {
  await page.route('**/collect', (route) => route.fulfill({ status: 503, headers: { 'retry-after': '60' } }))
  await page.goto(dashboard.origin)
  await page.getByText('Not stored').waitFor()
  expect(await page.locator('submission-status').textContent()).toContain('503')
  await page.unroute('**/collect')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText(/Stored as number/).waitFor()
})
