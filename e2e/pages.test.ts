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
