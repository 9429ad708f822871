import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'
import { walkSupportPath } from './support-path.ts'

let dashboard: Dashboard

beforeAll(async () => {
  dashboard = await startDashboard()
})

afterAll(() => dashboard?.stop())

test('the steps of docs/support.md lead from a link to a text for the ticket, with as many clicks as it says', async () => {
  const { clicks, number, difference, ticket } = await walkSupportPath(dashboard)
  expect(clicks).toEqual({ customer: 0, support: 4 })
  expect(difference).toMatch(/Time zone.*Asia\/Tokyo.*none of 10 others.*Europe\/Berlin.*10 of 10 others/s)
  expect(ticket).toContain(`Report ${number} for TICKET-4711 ${dashboard.origin}/submissions/`)
  expect(ticket).toContain('Unusual: Time zone: Asia/Tokyo (none of 10 others)')
  expect(ticket).toMatch(/Screen: 360 × 740.*Vitals: .*Errors: none$/)
})

test('a customer says what went wrong, on a phone, beside the number to tell', async () => {
  const context = await dashboard.browser.newContext({ viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${dashboard.origin}/?ref=TICKET-1`)
  await page.getByText(/Stored as number/).waitFor()
  const top = async (selector: string) => (await page.locator(selector).first().boundingBox())?.y ?? 0
  expect(await top('.headline strong')).toBeLessThan(await top('.lead'))
  // a customer cannot open a submission
  expect(await page.locator('main a').count()).toBe(0)

  await page.getByText('What went wrong?').click()
  await page.getByLabel(/What did you do/).fill('The cart is empty.\nAlways.')
  await page.getByLabel(/Address of the page/).fill('https://shop.example/cart')
  await page.getByLabel(/E-mail or phone/).fill('555 1234')
  await page.getByRole('button', { name: 'Send with this report' }).click()
  const number = await page
    .getByText(/Sent with number \d/)
    .locator('strong')
    .textContent()
  // a later measurement is stored under a number of its own
  await expect
    .poll(async () => Number(await page.locator('.headline strong').textContent()))
    .toBeGreaterThanOrEqual(Number(number))
  await page.evaluate(() => {
    const copied = navigator.clipboard
    Object.assign(copied, { writeText: async (text: string) => Object.assign(window, { text }) })
  })
  await page.getByRole('button', { name: 'Copy as text for a ticket' }).click()
  const text = await page.evaluate(() => (window as { text?: string }).text ?? '')
  expect(text).toMatch(/^Report \d+ for TICKET-1\n/)
  expect(text).toContain('What went wrong:\nThe cart is empty.\nAlways.\n')
  expect(text.split('\n').length).toBeGreaterThan(15)
  await context.close()

  const support = await dashboard.signedIn({ viewport: { width: 1280, height: 900 } })
  const submission = await support.newPage()
  await submission.goto(`${dashboard.origin}/submissions/${number}`)
  await expect.poll(() => submission.locator('blockquote').textContent()).toContain('The cart is empty.\nAlways.')
  const about = await submission.locator('blockquote footer').textContent()
  expect(about).toBe('The visitor wrote this. Answer to 555 1234. It happened on https://shop.example/cart')
  expect(await submission.locator('.facts').textContent()).toContain('TICKET-1')
  await submission.emulateMedia({ media: 'print' })
  expect(await submission.getByRole('button', { name: /Copy|Download|Delete/ }).count()).toBe(0)
  expect(await submission.locator('blockquote').isVisible()).toBe(true)
  await support.close()
})
