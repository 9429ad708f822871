import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'

let dashboard: Dashboard
let page: Page
/** A customer's site on another origin, whose only content is the tag. */
let site: Server
let tag = ''

beforeAll(async () => {
  dashboard = await startDashboard({ env: { COLLECT_PATH: '/c', SDK_PATH: '/s.js' } })
  page = await dashboard.browser.newPage()
  site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><html lang="en"><title>Shop</title>${tag}<h1>Shop</h1>`)
  }).listen(0, '127.0.0.1')
})

afterAll(async () => {
  site?.close()
  await dashboard?.stop()
})

test('a signed-out reader signs in and returns to the page', async () => {
  await page.goto(`${dashboard.origin}/setup`)
  await page.getByLabel('Access token').fill(dashboard.token)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Set up' }).waitFor()
})

test('the tag has the addresses of this server and the chosen options', async () => {
  await page.getByLabel('Visitor id', { exact: true }).check()
  await page.getByLabel('Page views that report').selectOption('50 %')
  const code = page.locator('.code-block').first()
  await expect
    .poll(() => code.locator('code').textContent())
    .toBe(`<script
  src="${dashboard.origin}/s.js"
  data-endpoint="${dashboard.origin}/c"
  data-visitor-id
  data-sample-rate="0.5"
  defer
></script>`)
  await page.getByLabel('Page views that report').selectOption('100 %')
  tag = (await code.locator('code').textContent()) ?? ''
})

test('the module has the same options, and needs less of a policy', async () => {
  await page.getByRole('button', { name: 'npm module' }).click()
  await expect
    .poll(() => page.locator('.code-block').first().textContent())
    .toContain(`endpoint: '${dashboard.origin}/c'`)
  await expect.poll(() => page.locator('.code-block').last().textContent()).not.toContain('script-src')
  await page.getByRole('button', { name: 'Script tag' }).click()
})

test('refused submissions are shown', async () => {
  await page.request.post(`${dashboard.origin}/c`, { data: { errors: 'none' } })
  await page.getByText('/errors must be array').waitFor()
})

test('the first submission of a site appears with a link to it', async () => {
  await page.getByText('Waiting for the first submission').waitFor()
  const visitor = await dashboard.browser.newPage()
  const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`
  await visitor.goto(address)
  await page.getByText('Submissions arrive.').waitFor()
  await visitor.close()
  await page.getByRole('link', { name: 'Submission 1' }).click()
  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('Submission 1')
  await expect.poll(() => page.locator('.facts').textContent()).toContain(address)
})
