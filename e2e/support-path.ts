import type { Browser, Page } from 'playwright'
import type { Dashboard } from './dashboard.ts'

/** Called after each step, by the test and for the pictures of docs/support.md. */
export type Look = (page: Page, name: string) => Promise<void>

/** Window of a customer with a phone. */
const phone = {
  userAgent:
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36',
  locale: 'de-DE',
  timezoneId: 'Asia/Tokyo',
  viewport: { width: 360, height: 740 },
  hasTouch: true,
}
const desk = { width: 1100, height: 760 }
const reference = 'TICKET-4711'

/** The support path as it was walked. */
export interface WalkedPath {
  clicks: { customer: number; support: number }
  /** The number that the customer sees, and the list shows. */
  number: string
  /** The first difference of the comparison. */
  difference: string
  /** The text for the ticket. */
  ticket: string
}

/** Follows docs/support.md: the customer opens a link, support does the rest. */
export async function walkSupportPath(dashboard: Dashboard, look: Look = async () => {}): Promise<WalkedPath> {
  const { browser, origin, token } = dashboard
  await storeWorkingPhones(dashboard)
  const support = await openCounted(browser, { viewport: desk })
  await support.page.context().request.post(`${origin}/api/session`, { data: { token } })
  const { page } = support
  await page.goto(`${origin}/submissions?${new URLSearchParams({ reference })}`)
  await page.getByText('will appear here as they arrive').waitFor()

  const customer = await openCounted(browser, phone)
  await customer.page.goto(`${origin}/?${new URLSearchParams({ ref: reference })}`)
  const number = (await customer.page.locator('.headline strong').textContent()) ?? ''
  await customer.page.getByText(`for case ${reference}`).waitFor()
  await look(customer.page, 'support-number')

  await page.getByRole('row', { name: new RegExp(`^(Compare )?${number}.*${reference}`) }).waitFor()
  await look(page, 'support-find')
  const link = page.getByRole('link', { name: number, exact: true })
  // the list stands still under the pointer
  await link.hover()
  await link.click()
  await page.getByText('Unusual here').waitFor()
  await page.getByRole('heading', { name: 'Status' }).waitFor()
  await look(page, 'support-submission')

  await page.getByRole('link', { name: 'Compare with a typical one' }).click()
  await page.getByText('most unusual first').waitFor()
  const difference = (await page.locator('typical-view tbody tr').first().textContent()) ?? ''
  await look(page, 'support-compare')

  await page.getByRole('link', { name: `Submission ${number}` }).click()
  await page.getByText('Unusual here').waitFor()
  await page.evaluate(() => {
    Object.assign(navigator.clipboard, { writeText: async (text: string) => Object.assign(window, { text }) })
  })
  await page.getByRole('button', { name: 'Copy as text for a ticket' }).click()
  const copied = await page.waitForFunction(() => (window as { text?: string }).text)
  const ticket = (await copied.jsonValue()) ?? ''
  const clicks = { customer: await customer.clicks(), support: await support.clicks() }
  await customer.page.context().close()
  await page.context().close()
  const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
  return { clicks, number, difference: oneLine(difference), ticket: oneLine(ticket) }
}

/** Stores what ten other phones sent, which are like the customer's but for the time zone. */
async function storeWorkingPhones({ browser, origin, token, store }: Dashboard): Promise<void> {
  const page = await browser.newPage({ ...phone, timezoneId: 'Europe/Berlin' })
  await page.goto(origin)
  const number = await page.locator('.headline strong').textContent()
  await page.context().close()
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${origin}/api/submissions/${idOfNumber(Number(number))}`, { headers })
  const { browser: section, fingerprints } = await answer.json()
  for (let n = 0; n < 9; n++) {
    await store({
      page: { url: 'https://shop.example/cart', visitorId: `phone-${n}` },
      browser: section,
      fingerprints,
      errors: [],
    })
  }
}

/** Returns the id by which the API finds a number. */
function idOfNumber(number: number): string {
  return `00000000-0000-8000-8000-${number.toString(16).padStart(12, '0')}`
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
