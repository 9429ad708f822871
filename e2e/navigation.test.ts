import type { BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'
import { storeSamples } from './views.ts'

let dashboard: Dashboard
let context: BrowserContext
let page: Page

beforeAll(async () => {
  dashboard = await startDashboard()
  await storeSamples(dashboard)
})

beforeEach(async () => {
  context = await dashboard.browser.newContext()
  page = await context.newPage()
})

afterEach(() => context.close())

afterAll(() => dashboard?.stop())

const signIn = () => context.request.post(`${dashboard.origin}/api/session`, { data: { token: dashboard.token } })
const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim())

test('navigation sets the title and moves the focus to the heading', async () => {
  await signIn()
  await page.goto(dashboard.origin)
  await page.getByRole('link', { name: 'Submissions' }).click()
  await page.waitForURL(`${dashboard.origin}/submissions`)
  await expect.poll(() => page.title()).toBe('Submissions · Collector')
  await expect.poll(focused).toBe('Submissions')
  await page.getByRole('link', { name: '93', exact: true }).click()
  await expect.poll(() => page.title()).toBe('Submission 93 · Collector')
  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('Submission 93')
  await expect.poll(focused).toBe('Submission 93')
  await page.goBack()
  await expect.poll(() => page.title()).toBe('Submissions · Collector')
  await expect.poll(focused).toBe('Submissions')
})

test('j and Enter open a row of each list, and Ctrl+K a submission by its number', async () => {
  await signIn()
  for (const [list, opened] of [
    ['/overview', /\/errors\//],
    ['/errors', /\/errors\//],
    ['/pages?range=all', /\/pages\/view/],
    ['/scripts?by=host', /scripts/],
    ['/submissions', /\/submissions\//],
  ] as const) {
    await page.goto(dashboard.origin + list)
    await page.locator('.loading').waitFor({ state: 'detached' })
    await page.locator('main :is(.ranking, .error-groups, tbody) a').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(opened)
  }
  await page.keyboard.press('Control+k')
  await page.getByLabel('Page, submission number, or text').fill('93')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/submissions\/93$/)
})

test('a page without stored data still shows who is signed in', async () => {
  for (const path of ['/', '/compare']) {
    await page.goto(dashboard.origin + path)
    await page.getByRole('link', { name: 'Sign in' }).waitFor()
  }
  await signIn()
  for (const path of ['/', '/compare']) {
    await page.goto(dashboard.origin + path)
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
  }
})

test('an unknown address shows a page that says so', async () => {
  for (const path of ['/nope', '/docs/nope']) {
    const response = await page.goto(dashboard.origin + path)
    expect(response?.status()).toBe(404)
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  }
})

test('going back to a list restores its scroll position', async () => {
  await signIn()
  await page.goto(`${dashboard.origin}/submissions`)
  const link = page.locator('tbody tr').last().getByRole('link').first()
  await link.scrollIntoViewIfNeeded()
  const before = await page.evaluate(() => scrollY)
  expect(before).toBeGreaterThan(100)
  await link.click()
  await page.getByRole('tab', { name: 'Overview' }).waitFor()
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0)
  await page.goBack()
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before)
})

test('the address has the page of the list', async () => {
  await signIn()
  await page.goto(`${dashboard.origin}/submissions`)
  await page.getByRole('link', { name: 'Older' }).click()
  await page.waitForURL(/\/submissions\?cursor=/)
  await page.getByRole('link', { name: '44', exact: true }).waitFor()
  await page.reload()
  await page.getByRole('link', { name: '44', exact: true }).waitFor()
  await page.getByRole('link', { name: 'Newest' }).click()
  await page.getByRole('link', { name: '93', exact: true }).waitFor()
})

test('a wrong token is refused; the right one opens the requested page; signing out ends the session', async () => {
  await page.goto(`${dashboard.origin}/submissions`)
  await page.getByLabel('Access token').fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/wrong/)
  await page.getByLabel('Access token').fill(dashboard.token)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${dashboard.origin}/submissions`)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(/\/sign-in/)
  await page.goto(`${dashboard.origin}/submissions`)
  await page.waitForURL(/\/sign-in/)
})

test('the sign-in page never redirects to another site', async () => {
  await page.goto(`${dashboard.origin}/sign-in?next=${encodeURIComponent('//example.com/elsewhere')}`)
  await page.getByLabel('Access token').fill(dashboard.token)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${dashboard.origin}/overview`)
})

test('the navigation keeps the range that was chosen', async () => {
  await signIn()
  await page.goto(`${dashboard.origin}/overview?range=30d&browser=Chrome`)
  await page.getByRole('link', { name: 'Errors', exact: true }).click()
  await page.waitForURL(`${dashboard.origin}/errors?range=30d`)
  await page.getByRole('link', { name: 'Vitals', exact: true }).click()
  await page.waitForURL(`${dashboard.origin}/vitals?range=30d`)
})

test('only the report collects: other pages of the dashboard send nothing', async () => {
  await signIn()
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/collect')) sent.push(JSON.parse(request.postData() ?? '{}').page.url)
  })
  await page.goto(dashboard.origin)
  await page.getByText(/Stored as number/).waitFor()
  await page.getByRole('link', { name: 'Submissions' }).click()
  await page.getByRole('link', { name: '93', exact: true }).click()
  await page.getByRole('tab', { name: 'Overview' }).waitFor()
  await page.getByRole('link', { name: 'This browser', exact: true }).click()
  await page.getByText(/Stored as number/).waitFor()
  expect(new Set(sent)).toEqual(new Set([`${dashboard.origin}/`]))
})

test('a narrow window has its pages in a menu, by keyboard too', async () => {
  await signIn()
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(`${dashboard.origin}/overview`)
  const menu = page.getByRole('button', { name: 'Menu' })
  const errors = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Errors' })
  await menu.press('Enter')
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('Overview')
  await page.keyboard.press('Escape')
  expect(await errors.isVisible()).toBe(false)
  expect(await focused()).toBe('Menu')
  expect((await page.locator('.app-header').boundingBox())?.height).toBeLessThan(64)
  await menu.click()
  await errors.click()
  await page.waitForURL(/errors/)
  expect(await errors.isVisible()).toBe(false)
  await expect.poll(focused).toBe('Errors')
})

test('the skip link moves to the content, and keeps the tab of the report', async () => {
  await page.goto(`${dashboard.origin}/#raw-data`)
  await page.getByRole('tab', { name: 'Raw Data', selected: true }).waitFor()
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('Skip to the content')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  expect(page.url()).toBe(`${dashboard.origin}/#raw-data`)
  expect(await page.getByRole('tab', { name: 'Raw Data', selected: true }).count()).toBe(1)
})
