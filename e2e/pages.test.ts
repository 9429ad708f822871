import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'
import { shopWeek, storeHistory } from './history.ts'

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await startDashboard({ fill: (dataDir, token) => storeHistory(dataDir, token, shopWeek()) })
  page = await (await dashboard.signedIn()).newPage()
})

afterAll(() => dashboard?.stop())

const rows = async (table: string) => {
  const found = page.locator(`data-table[label="${table}"] tbody tr`)
  await found.first().waitFor()
  return (await found.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))
}

test('the list of pages names products as one, and leads to a page of its own', async () => {
  await page.goto(`${dashboard.origin}/pages`)
  const pages = await rows('Pages')
  expect(pages).toHaveLength(5)
  expect(pages.find((row) => row.startsWith('/products/*'))).toBeDefined()
  await page.getByRole('button', { name: 'Most poor page views' }).click()
  await page.waitForURL(/sort=poor/)
  await expect.poll(async () => (await rows('Pages'))[0]).toMatch(/^\/checkout .* by (LCP|INP|CLS|FCP|TTFB)/)

  await page.getByRole('link', { name: '/checkout' }).first().click()
  await page.waitForURL(/\/pages\/view\?.*page=%2Fcheckout/)
  expect((await rows('Scripts'))[0]).toMatch(/^https:\/\/widget\.chat\.example\/loader\.js Third party/)
  expect(await page.locator('.ranking').first().textContent()).toContain('order.total')
  expect(await rows('Paths')).toHaveLength(1)
})

test('the overview ranks the pages as their list does', async () => {
  const names = async (address: string, links: string) => {
    await page.goto(dashboard.origin + address)
    await page.locator(links).first().waitFor()
    return page.locator(links).allTextContents()
  }
  const listed = await names('/pages?range=7d&sort=poor', 'data-table tbody td:first-child a:first-child')
  const ranked = await names('/overview?range=7d', '.halves section:last-child .ranking .name')
  expect(ranked).toContain('/products/*')
  expect(ranked).toEqual(listed.slice(0, ranked.length))
})

test('trends are drawn in a zone other than UTC', async () => {
  const context = await dashboard.signedIn({ timezoneId: 'Asia/Tokyo' })
  const tokyo = await context.newPage()
  for (const address of ['/pages', '/pages/view?page=%2F']) {
    await tokyo.goto(dashboard.origin + address)
    await tokyo.locator('.page-trend').first().waitFor()
    const labels = await tokyo.locator('.page-trend svg').evaluateAll((all) => all.map((one) => one.ariaLabel))
    for (const label of labels) expect(label, address).toMatch(/^[\d,]+ page views?, at most [1-9]\d* in one day$/)
  }
  await context.close()
})

test('on paper a range has its dates, every column is readable, and nothing asks for a mouse', async () => {
  const paper = await (
    await dashboard.signedIn({ timezoneId: 'UTC', viewport: { width: 704, height: 1000 } })
  ).newPage()
  const print = async (address: string, content: string) => {
    await paper.emulateMedia({ media: 'screen' })
    await paper.goto(dashboard.origin + address)
    await paper.locator(content).first().waitFor()
    await paper.emulateMedia({ media: 'print' })
    await paper.evaluate(() => dispatchEvent(new Event('beforeprint')))
  }
  await print('/pages?range=7d', 'data-table tbody td')
  const dates = /^\d+ \w+ \d{4}, 00:00:00 to \d+ \w+ \d{4}, [\d:]+, UTC$/
  expect(await paper.locator('time-range').getByText(dates).isVisible()).toBe(true)
  const widths = await paper
    .locator('data-table tbody tr:first-child td')
    .evaluateAll((cells) => cells.map((cell) => cell.clientWidth))
  expect(widths.at(-1)).toBeGreaterThan(100)
  await print('/overview?range=7d', 'chart-canvas')
  expect(await paper.getByText(/Drag to zoom in/).isVisible()).toBe(false)
  await paper.context().close()
})

test('a number is offered as a submission before Enter, where it is in no page view', async () => {
  await page.goto(`${dashboard.origin}/overview?q=987654321`)
  await page.getByRole('heading', { name: 'Enter opens submission 987654321' }).waitFor()
  const link = page.getByRole('link', { name: 'Open submission 987654321' })
  expect(await link.getAttribute('href')).toBe('/submissions/987654321')
})

test('a number that is searched for on any page opens its submission', async () => {
  await page.goto(`${dashboard.origin}/overview`)
  await page.getByRole('searchbox').fill('3')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Submission 3' }).waitFor()
})

test('the list of scripts leads from a host to its scripts and to the pages with them', async () => {
  await page.goto(`${dashboard.origin}/scripts`)
  const hosts = await rows('Scripts')
  expect(hosts.map((row) => row.split(' ').slice(0, 2).join(' '))).toEqual([
    'widget.chat.example Third',
    'shop.example Own',
    'www.googletagmanager.com Google',
  ])
  await page.getByRole('link', { name: 'shop.example', exact: true }).click()
  await page.waitForURL(/scriptHost=shop\.example/)
  await expect
    .poll(() => rows('Scripts'))
    .toEqual([expect.stringMatching(/^https:\/\/shop\.example\/assets\/app-\*\.js Own/)])
  await page.getByRole('link', { name: 'All hosts' }).click()
  await page.getByRole('link', { name: '/checkout' }).first().click()
  await page.waitForURL(/\/pages\/view\?.*page=%2Fcheckout/)
})
