import type { BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'
import { predecessor } from './stored-samples.ts'

let dashboard: Dashboard
let context: BrowserContext
let page: Page
/** Bodies that the pages of the dashboard posted. */
let posted: string[]

beforeAll(async () => {
  dashboard = await startDashboard()
})

beforeEach(async () => {
  context = await dashboard.signedIn()
  page = await context.newPage()
  posted = []
  page.on('request', (request) => {
    if (request.url().endsWith('/collect')) posted.push(request.url())
  })
})

afterEach(() => context.close())

afterAll(() => dashboard?.stop())

const open = (path: string) => page.goto(dashboard.origin + path)
const url = 'https://shop.example/cart'

test('compares a stored submission with this browser, and sends nothing', async () => {
  const customer = await dashboard.store({ ...predecessor, page: { url } })
  await open(`/submissions/${customer.id}`)
  await page.getByRole('link', { name: 'Compare with this browser' }).click()
  const browserRows = page.getByRole('table', { name: 'What browser is it? Differences' })
  await browserRows.waitFor()
  expect(await browserRows.getByRole('row', { name: /^Browser/ }).textContent()).toMatch(/Safari 17.*Chrome/s)
  expect(await page.getByRole('table', { name: 'What went wrong? Differences' }).textContent()).toMatch(
    /reading 'price'/,
  )
  await expect.poll(() => page.title()).toBe(`Submission ${customer.id} and This browser · Collector`)
  expect(posted).toEqual([])
})

test('compares two submissions chosen in the list, and names them in the address', async () => {
  const works = await dashboard.store({ ...predecessor, page: { url: `${url}?works` }, errors: [] })
  const fails = await dashboard.store({ ...predecessor, page: { url: `${url}?fails` } })
  await open('/submissions')
  for (const { id } of [works, fails]) await page.getByRole('checkbox', { name: `Compare ${id}` }).check()
  await page.getByRole('link', { name: 'Compare them' }).click()
  await page.getByText(/of \d+ values differ/).waitFor()
  expect(new URL(page.url()).searchParams.get('a')).toBe(works.submissionId)
  await page.getByText('No difference').first().waitFor()
  await page.getByRole('link', { name: 'Swap' }).click()
  await expect.poll(() => page.title()).toBe(`Submission ${fails.id} and Submission ${works.id} · Collector`)
})

test('takes a number, a link or nothing as a side', async () => {
  const { id, submissionId } = await dashboard.store(predecessor)
  await open('/compare')
  await page.getByLabel('First submission').fill(String(id))
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: `Submission ${id}` }).waitFor()
  await page.getByLabel('Second submission').fill('sixty')
  await page.keyboard.press('Enter')
  expect(new URL(page.url()).searchParams.has('b')).toBe(false)
  await page.getByLabel('Second submission').fill(`${dashboard.origin}/submissions/${submissionId}#raw-data`)
  await page.keyboard.press('Enter')
  await page.getByText(/Nothing differs/).waitFor()
  await open(`/compare?a=${id}&b=999999`)
  await page.getByText('There is no such submission.').waitFor()
})

test('a submission links to related ones', async () => {
  const page1 = { url, pageViewId: 'view-of-the-test', sequence: 1, visitorId: 'visitor-of-the-test' }
  const fingerprints = { hash: 'hash-of-the-test', components: { canvas: { value: 'c', durationMs: 1 } } }
  const first = await dashboard.store({ page: page1, fingerprints, errors: [{ message: 'order 17 failed' }] })
  const second = await dashboard.store({
    page: { ...page1, sequence: 2 },
    fingerprints,
    errors: [{ message: 'order 17 failed' }],
  })
  const alike = await dashboard.store({ page: { url }, fingerprints, errors: [{ message: 'order 18 failed' }] })
  const shown = async (link: string | RegExp) => {
    await open(`/submissions/${second.submissionId}`)
    await page.getByRole('navigation', { name: 'Find similar' }).getByRole('link', { name: link }).click()
    await page.waitForURL(/submissions\?/)
    await page.locator('submission-table').waitFor()
    return page.locator('submission-table td.number a').allTextContents()
  }
  expect(await shown('same visitor')).toEqual([second.id, first.id].map(String))
  expect(await shown('same device fingerprint')).toEqual([alike.id, second.id, first.id].map(String))
  expect(await shown(/same error/)).toEqual([alike.id, second.id, first.id].map(String))

  await open(`/submissions/${second.submissionId}#fingerprint`)
  await page.getByText('Too few to tell: only').waitFor()
  await page.getByRole('navigation', { name: 'Submissions of this page view' }).getByRole('link', { name: '1' }).click()
  await page.getByRole('heading', { name: `Submission ${first.id}` }).waitFor()
})

test('deletes a submission after confirmation', async () => {
  const { id } = await dashboard.store(predecessor)
  await open(`/submissions/${id}`)
  await page.getByRole('button', { name: 'Delete…' }).click()
  await page.getByRole('button', { name: 'Keep' }).click()
  await page.getByRole('button', { name: 'Delete…' }).click()
  await page.getByRole('button', { name: 'Delete 1 submission' }).click()
  await page.waitForURL(`${dashboard.origin}/submissions`)
  await open(`/submissions/${id}`)
  await page.getByText('There is no such submission').waitFor()
})

test('downloads a submission as a file', async () => {
  const { id } = await dashboard.store(predecessor)
  await open(`/submissions/${id}`)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download', exact: true }).click(),
  ])
  expect(download.suggestedFilename()).toBe(`submission-${id}.json`)
})
