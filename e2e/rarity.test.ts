import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'

let dashboard: Dashboard

beforeAll(async () => {
  dashboard = await startDashboard({ env: { PUBLIC_RARITY: 'true' } })
  for (const canvas of ['a', 'b', 'c']) {
    await dashboard.store({
      fingerprints: { hash: canvas, components: { canvas: { value: canvas }, cookies: { value: true } } },
    })
  }
})
afterAll(() => dashboard.stop())

test('visitors learn how rare their own browser is', async () => {
  const page = await dashboard.browser.newPage({ viewport: { width: 360, height: 800 } })
  await page.goto(dashboard.origin)
  const line = page.getByText(/1 in 4 of 4 browsers seen here/)
  await line.click()
  const row = (name: string) => page.getByRole('row', { name })
  await expect.poll(() => row('Canvas text').first().textContent()).toMatch(/1 in 4 of 4\s*2/)
  expect(await row('Cookies').first().textContent()).toMatch(/1 in 1 of 4\s*0/)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await page.close()
})
