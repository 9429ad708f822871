import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'

const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36'
let dashboard: Dashboard
let page: Page
let sink: Server
const messages: { event: string; title: string; url: string }[] = []

beforeAll(async () => {
  dashboard = await startDashboard({ env: { ALERT_ALLOWED_NETWORKS: 'loopback' } })
  page = await dashboard.browser.newPage()
  sink = createServer(async (request, response) => {
    messages.push(JSON.parse(Buffer.concat(await request.toArray()).toString()))
    response.end()
  }).listen(0, '127.0.0.1')
})

afterAll(async () => {
  sink?.close()
  await dashboard?.stop()
})

test('a channel is set up and tested, wrong input is explained', async () => {
  await page.goto(`${dashboard.origin}/sign-in?token=${dashboard.token}&next=/alerts`)
  await page.getByText('No channel yet').waitFor()
  await page.getByRole('button', { name: 'Add a channel' }).click()
  await page.getByLabel('Kind').selectOption('Webhook')
  await page.getByLabel('URL').fill('http://10.0.0.1/')
  await page.keyboard.press('Enter')
  await page.getByText('Not saved: /config/url: 10.0.0.1, which is not public').waitFor()
  await page.getByLabel('URL').fill(`http://127.0.0.1:${(sink.address() as AddressInfo).port}/`)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Test' }).click()
  await page.getByText('Webhook took the message').waitFor()
  expect(messages).toMatchObject([{ event: 'test', url: `${dashboard.origin}/alerts` }])
})

test('a new error is told once, with a link to it', async () => {
  const errors = [{ type: 'error', name: 'TypeError', message: 'The cart is undefined', stack: '' }]
  await fetch(`${dashboard.origin}/collect`, {
    method: 'POST',
    // rules leave out bots, and a headless browser is one
    headers: { 'content-type': 'application/json', 'user-agent': userAgent },
    body: JSON.stringify({ page: { url: 'https://shop.example/cart' }, errors }),
  })
  await expect.poll(() => messages.map(({ event }) => event)).toEqual(['test', 'opened'])
  await page.reload()
  await page.getByRole('link', { name: 'New error: TypeError: The cart is undefined' }).click()
  await page.getByRole('heading', { name: /The cart is undefined/ }).waitFor()
  expect(messages[1]?.url).toBe(page.url())
})

test('a rule is changed, muted and deleted', async () => {
  await page.goto(`${dashboard.origin}/alerts`)
  const rule = page.getByRole('listitem').filter({ hasText: 'Pages load slowly' })
  await rule.getByRole('button', { name: 'Change' }).click()
  await rule.getByRole('spinbutton', { name: 'Threshold' }).fill('2500')
  await rule.getByRole('button', { name: 'Save' }).click()
  await rule.getByText('is above 2.5').waitFor()
  await rule.getByRole('button', { name: 'Mute 1 hour' }).click()
  await rule.getByText('Muted until').waitFor()
  await rule.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await rule.waitFor({ state: 'detached' })
})
