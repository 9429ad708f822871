import type { Browser, Page } from 'playwright'
import type { Dashboard } from './dashboard.ts'

/** Called after each step, by the test and for the pictures of docs/support.md. */
export type Look = (page: Page, name: string) => Promise<void>

/** Window of a customer whose browser differs from that of support. */
const customerWindow = {
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0',
  locale: 'de-DE',
  timezoneId: 'Europe/Berlin',
  viewport: { width: 960, height: 620 },
}

/** Follows docs/support.md: first as the customer, then as support. Returns the numbers of clicks. */
export async function walkSupportPath(
  { browser, origin, token }: Dashboard,
  look: Look = async () => {},
): Promise<{ customer: number; support: number }> {
  const customer = await openCounted(browser, customerWindow)
  await customer.page.goto(origin)
  const number = await customer.page
    .getByText(/Stored as number/)
    .locator('strong')
    .textContent()
  await look(customer.page, 'support-number')

  const support = await openCounted(browser, { viewport: { width: 960, height: 620 } })
  await support.page.context().request.post(`${origin}/api/session`, { data: { token } })
  const { page } = support
  await page.goto(`${origin}/submissions`)
  await page.locator('submission-table tbody tr').first().waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type(number ?? '')
  await page.getByRole('link', { name: `Open submission ${number}` }).waitFor()
  await look(page, 'support-find')
  await page.getByRole('link', { name: `Open submission ${number}` }).click()
  await page.getByRole('heading', { name: `Submission ${number}` }).waitFor()
  await page.getByRole('heading', { name: 'Status' }).waitFor()
  await look(page, 'support-submission')

  await page.getByRole('link', { name: 'Compare with this browser' }).click()
  await page.locator('comparison-view h2').first().waitFor()
  await look(page, 'support-compare')

  await page.getByRole('link', { name: `Submission ${number}` }).click()
  await page.getByRole('button', { name: 'Download', exact: true }).waitFor()
  await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download', exact: true }).click(),
  ])
  const clicks = { customer: await customer.clicks(), support: await support.clicks() }
  await customer.page.context().close()
  await page.context().close()
  return clicks
}

async function openCounted(browser: Browser, options: Parameters<Browser['newContext']>[0]) {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce' })
  let clicks = 0
  await context.exposeFunction('countClick', () => {
    clicks++
  })
  await context.addInitScript(() => {
    const { countClick } = window as unknown as { countClick: () => void }
    // clicks by script are not counted
    addEventListener('click', ({ isTrusted }) => isTrusted && countClick(), true)
  })
  return { page: await context.newPage(), clicks: async () => clicks }
}
