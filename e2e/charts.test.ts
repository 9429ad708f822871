import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'
import { shopWeek, storeHistory } from './history.ts'

const hourMs = 3_600_000

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await startDashboard({ fill: (dataDir, token) => storeHistory(dataDir, token, shopWeek()) })
})

beforeEach(async () => {
  page = await (await dashboard.signedIn({ timezoneId: 'UTC' })).newPage()
})

afterEach(() => page.context().close())

afterAll(() => dashboard?.stop())

/** Opens a page; resolves when its releases are marked, which needs the chart to be drawn. */
async function open(address: string): Promise<void> {
  await page.goto(dashboard.origin + address)
  await page.locator('chart-canvas svg a').first().waitFor()
}

const range = () => {
  const { searchParams } = new URL(page.url())
  return ['from', 'to'].map((name) => Date.parse(searchParams.get(name) ?? ''))
}

test('a drag over a chart zooms into whole buckets, and Back returns', async () => {
  await open('/vitals?range=7d&interval=day')
  const canvas = page.locator('chart-canvas canvas').first()
  await canvas.scrollIntoViewIfNeeded()
  const box = await canvas.boundingBox()
  if (!box) throw new Error('no chart')
  const y = box.y + box.height / 3
  await page.mouse.move(box.x + box.width * 0.3, y)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.5, y, { steps: 5 })
  await page.locator('.selection').waitFor()
  await page.mouse.up()
  await page.waitForURL(/\/vitals\?.*from=/)
  const [from = 0, to = 0] = range()
  expect([from % (24 * hourMs), to % (24 * hourMs)]).toEqual([0, 0])
  expect([2, 3]).toContain((to - from) / (24 * hourMs))
  expect(new URL(page.url()).searchParams.get('interval')).toBe('day')
  await page.goBack()
  await page.waitForURL(/range=7d/)
})

test('the keyboard zooms, up to now', async () => {
  await open('/overview?range=24h')
  const chart = page.getByRole('slider')
  await chart.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(() => chart.getAttribute('aria-valuetext')).toMatch(/\(not complete\): .*page views, .*selected$/)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/overview\?from=/)
  const [from = 0, to = 0] = range()
  expect(from).toBe(Math.floor(to / hourMs) * hourMs - hourMs)
  expect(to).toBeLessThanOrEqual(Date.now())
})

test('releases are lines and links, and stand in the table, as does what is not complete', async () => {
  await open('/overview?range=7d')
  const marks = page.locator('chart-canvas svg a')
  expect(await marks.allTextContents()).toEqual(['2.0.2', '2.0.3', '2.1.0'])
  await page.getByText('As a table of').click()
  const rows = await page.locator('.behind tbody tr').allTextContents()
  expect(rows.join().match(/2\.\d\.\d/g)).toEqual(['2.0.2', '2.0.3', '2.1.0'])
  expect(rows.filter((row) => row.includes('not complete'))).toEqual([rows.at(-1)])
  await marks.last().click()
  await page.waitForURL(/\/releases\?release=2\.1\.0/)
  await page.getByRole('heading', { name: 'Gone since 2.0.3' }).waitFor()
  await page.getByRole('link', { name: 'order.total' }).click()
  await page.waitForURL(/\/errors\/[0-9a-f]{16}\?.*release=2\.1\.0/)
})

test('a chart is compared with the same weekdays, or the previous period', async () => {
  await open('/overview?range=24h')
  const asked = page.waitForRequest(/api\/overview\?.*to=/)
  await page.getByRole('button', { name: 'Same weekdays' }).click()
  const { searchParams } = new URL((await asked).url())
  const hoursAgo = (Date.now() - Date.parse(searchParams.get('from') ?? '')) / hourMs
  expect(Math.floor(hoursAgo)).toBe(7 * 24 + 24)
  await page.getByText('Line: page views of the compared time.').waitFor()
  await page.getByRole('button', { name: 'Previous period' }).click()
  await page.waitForURL(/compare=before/)
})

test('a chart is printed in light colours, as wide as paper', async () => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await open('/overview')
  const chart = page.locator('chart-canvas').first()
  const look = () =>
    chart.evaluate((element) => {
      const canvas = element.querySelector('canvas') as HTMLCanvasElement
      const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
        0,
        0,
        canvas.width,
        canvas.height,
      )
      return {
        background: getComputedStyle(element).getPropertyValue('--pico-background-color').trim(),
        width: canvas.clientWidth,
        isDrawn: data.some((value) => value > 0),
      }
    })
  const before = await look()
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  expect(await look()).toEqual({ background: '#fff', width: 704, isDrawn: true })
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await expect.poll(look).toEqual(before)
})

test('a printed chart keeps its hatched bars', async () => {
  await open('/overview')
  await page.locator('chart-canvas svg a').first().waitFor()
  const pdf = await page.pdf()
  // a pattern of tiles
  expect(pdf.includes('/PatternType 1')).toBe(true)
})
