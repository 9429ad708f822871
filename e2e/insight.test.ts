import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'

/**
 * 40 page views. /fast has 20 with an LCP of 1 s, /slow 20 with 5 s; every second one is Chrome, the others Firefox.
 * Every fourth page view, always in Chrome, has two order errors, and one image failed in Firefox.
 */

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36'
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0'

let dashboard: Dashboard
let page: Page

const orderError = (n: number) => ({
  type: 'error',
  name: 'TypeError',
  message: `order ${1000 + n} has no total`,
  source: 'https://shop.example/shop.js',
  lineno: 12,
  stack: `TypeError: order ${1000 + n} has no total\n    at total (https://shop.example/shop.js:12:3)`,
  count: 2,
})

const pageView = (n: number) => ({
  browser: { userAgent: n % 2 === 0 ? chrome : firefox },
  page: { url: `https://shop.example/${n < 20 ? 'fast' : 'slow'}`, pageViewId: `view-${n}`, sequence: 1 },
  performance: { vitals: { lcp: { value: n < 20 ? 1000 : 5000 } } },
  errors: [
    ...(n % 4 === 0 ? [orderError(n)] : []),
    ...(n === 1 ? [{ type: 'resource', message: 'img failed to load', source: 'https://shop.example/a.png' }] : []),
  ],
})

beforeAll(async () => {
  dashboard = await startDashboard()
  page = await (await dashboard.signedIn()).newPage()
})

afterAll(() => dashboard?.stop())

const open = async (path: string) => {
  await page.goto(dashboard.origin + path)
  await page.locator('main h1').first().waitFor()
  await page.locator('.loading').waitFor({ state: 'detached' })
}
/** Text with white space collapsed, as a reader sees it. */
const text = async (selector: string) =>
  (await page.locator(selector).allTextContents()).map((t) => t.replace(/\s+/g, ' ').trim())
/** Texts of a table's cells, by row. */
const cells = (selector: string) =>
  page
    .locator(selector)
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')))

test('an empty Collector says so on each page and links to the setup', async () => {
  for (const path of ['/overview', '/vitals?range=all', '/errors?range=all&status=all']) {
    await open(path)
    await page.getByRole('heading', { name: /No .* yet/ }).waitFor()
    await page.getByRole('link', { name: 'Add the tag' }).waitFor()
  }
})

describe('with 40 page views', () => {
  beforeAll(async () => {
    for (let n = 0; n < 40; n++) await dashboard.store(pageView(n))
  })

  describe('the overview', () => {
    beforeEach(() => open('/overview?range=24h'))

    test('counts page views and errors', async () => {
      const tiles = await text('.counts .tile')
      expect(tiles[0]).toContain('Page views 40')
      expect(tiles[1]).toContain('27.5 % 11 page views, ')
      expect(tiles[2]).toContain('Errors 21')
      expect(tiles[3]).toContain('2 2 new, 0 regressed')
    })

    test('says what is wrong, worst first', async () => {
      const verdict = await text('.verdict li')
      // errors of the first period are not called new
      expect(verdict[0]).toMatch(/LCP is poor: (4\.9\d|5(\.0\d)?) s or more/)
    })

    test('names the page and the error to mend first, and leads to them', async () => {
      const [errors, pages] = [
        await text('.halves section:first-child li'),
        await text('.halves section:last-child li'),
      ]
      expect(errors[0]).toContain('order 1000 has no total 10 page views New, 20 occurrences')
      expect(pages).toHaveLength(1)
      expect(pages[0]).toMatch(/^\/slow 20 poor of 20 measured LCP ≈ about (4\.9\d|5(\.0\d)?) s Poor$/)
      await page.getByRole('link', { name: '/slow' }).first().click()
      await page.waitForURL(/\/pages\/view\?.*page=%2Fslow.*metric=lcp/)
      await page.getByText('Which scripts cost most?').or(page.getByText('What are its numbers?')).first().waitFor()
    })

    test('shows the same numbers as a table', async () => {
      await page.getByText('As a table').click()
      const rows = await cells('data-table tbody tr')
      const sum = (column: number) => rows.reduce((all, row) => all + Number(row[column]), 0)
      expect([rows.length, sum(1), sum(2)]).toEqual([25, 40, 21])
    })
  })

  describe('the vitals', () => {
    beforeEach(() => open('/vitals?range=24h'))

    test('have exact ratings', async () => {
      expect(await text('.rating-shares li')).toEqual(['Good 50 % 20', 'Needs improvement 0 % 0', 'Poor 50 % 20'])
      expect((await text('.percentiles'))[0]).toContain('Samples 40')
    })

    test('have a histogram of two bars, each with its page views', async () => {
      await page.locator('.behind summary').last().click()
      const rows = await cells('details[open] tbody tr')
      expect(rows.map(([, ...rest]) => rest)).toEqual([
        ['Good', '20'],
        ['Poor', '20'],
      ])
      await page.locator('details[open] tbody a').last().click()
      await page.waitForURL(/\/submissions\?.*vital=lcp/)
      await expect.poll(() => page.locator('submission-table tbody tr').count()).toBe(20)
      expect((await text('submission-table tbody tr')).every((row) => row.includes('/slow'))).toBe(true)
    })

    test('a click on a bar opens its page views', async () => {
      const canvas = page.locator('chart-canvas canvas').last()
      await canvas.scrollIntoViewIfNeeded()
      const isDrawn = () =>
        canvas.evaluate((element: HTMLCanvasElement) => {
          const { width, height } = element
          return element
            .getContext('2d')
            ?.getImageData(0, 0, width, height)
            .data.some((value) => value !== 0)
        })
      await expect.poll(isDrawn).toBe(true)
      const box = await canvas.boundingBox()
      if (!box) throw new Error('no chart')
      // the last bar ends where the chart ends
      await canvas.click({ position: { x: box.width - 20, y: box.height * 0.6 } })
      await page.waitForURL(/\/submissions\?.*vital=lcp/)
      await expect.poll(() => page.locator('submission-table tbody tr').count()).toBe(20)
    })

    test('keep the focus when they are narrowed: on its element, else on the title', async () => {
      const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim())
      await page.getByRole('button', { name: 'Browser', exact: true }).click()
      const links = page.locator('data-table tbody a').filter({ hasText: /^(Chrome|Firefox)$/ })
      await expect.poll(() => links.count()).toBe(2)
      expect(await focused()).toBe('Browser')
      await links.last().press('Enter')
      await expect.poll(() => links.count()).toBe(1)
      expect(await focused()).toBe('Vitals')
      await links.press('Enter')
      await page.locator('.stale').waitFor({ state: 'detached' })
      expect(await focused()).toMatch(/^(Chrome|Firefox)$/)
    })

    test('are compared with nothing where there was nothing, and say so', async () => {
      await page.getByText('Previous period: no data').waitFor()
      const pressed = (name: string) => page.getByRole('button', { name }).getAttribute('aria-pressed')
      expect(await pressed('Previous period')).toBe('false')
      expect(await pressed('Nothing')).toBe('true')
      await page.getByRole('button', { name: 'Same weekdays' }).click()
      await page.getByText('Same weekdays: no data').waitFor()
      expect(await pressed('Same weekdays')).toBe('false')
    })

    test('are broken down, and a value narrows the page', async () => {
      await page.getByRole('button', { name: 'Browser', exact: true }).click()
      await page.getByRole('link', { name: 'Firefox' }).click()
      await page.waitForURL(/browser=Firefox/)
      await expect
        .poll(() => text('.rating-shares li'))
        .toEqual(['Good 50 % 10', 'Needs improvement 0 % 0', 'Poor 50 % 10'])
    })
  })

  describe('the errors', () => {
    const orderGroup = () => page.locator('.error-groups > li').filter({ hasText: 'has no total' })

    test('are grouped although their messages differ, most page views first', async () => {
      await open('/errors')
      const groups = await text('.error-groups > li')
      expect(groups).toHaveLength(2)
      expect(groups[0]).toMatch(/order 1000 has no total Open New.*10 page views 20 occurrences/)
      expect(groups[1]).toMatch(/img failed to load.*1 page view 1 occurrence/)
    })

    test('are navigable by keyboard', async () => {
      await open('/errors')
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      await page.keyboard.press('k')
      await page.keyboard.press('Enter')
      await expect
        .poll(() => page.getByRole('heading', { level: 1 }).textContent())
        .toContain('order 1000 has no total')
    })

    test('one shows what the affected page views have in common', async () => {
      await open('/errors')
      await page.getByRole('link', { name: /has no total/ }).click()
      await expect
        .poll(() => text('.telling li'))
        .toEqual([
          'Browser Chrome: 100 % of the affected page views, but only 50 % of all page views',
          'System Windows: 100 % of the affected page views, but only 50 % of all page views',
        ])
      expect(await page.locator('.occurrences > li').count()).toBe(10)
      expect(await page.locator('.occurrences > li').first().textContent()).toMatch(
        /total \(https:\/\/shop\.example\/shop\.js:12:3/,
      )
      await page.getByRole('link', { name: 'All 10 page views' }).click()
      await expect.poll(() => page.locator('submission-table tbody tr').count()).toBe(10)
    })

    test('one with few page views says that they are too few for a comparison', async () => {
      await open('/errors')
      await page.getByRole('link', { name: /img failed/ }).click()
      await page.getByText('Too few page views for a comparison: 1.').waitFor()
      expect(await page.getByRole('link', { name: 'The page view' }).count()).toBe(1)
    })

    test('a resolved one can be reopened, and regresses by itself', async () => {
      await open('/errors')
      await orderGroup()
        .getByRole('button', { name: /Resolve/ })
        .click()
      await orderGroup().getByText('Resolved').waitFor()
      await orderGroup().getByRole('button', { name: /Undo/ }).click()
      await orderGroup().getByText('Open', { exact: true }).waitFor()
      await orderGroup()
        .getByRole('button', { name: /Resolve/ })
        .click()
      await orderGroup().getByText('Resolved').waitFor()

      await open('/errors')
      expect(await page.locator('.error-groups > li').count()).toBe(1)
      await page.getByRole('link', { name: 'Resolved', exact: true }).click()
      await expect.poll(() => text('.error-groups > li')).toHaveLength(1)

      await dashboard.store(pageView(44))
      await open('/errors?status=regressed')
      expect((await text('.error-groups > li'))[0]).toMatch(/has no total Regressed/)
      await open('/overview')
      expect((await text('.verdict li'))[0]).toContain('1 resolved error regressed')
    })
  })

  test('the overview refreshes by itself', async () => {
    await page.clock.install()
    await open('/overview')
    const pageViews = page.locator('.counts .tile .value').first()
    const before = Number(await pageViews.textContent())
    await dashboard.store(pageView(46))
    await page.clock.fastForward(61_000)
    await expect.poll(() => pageViews.textContent()).toBe(String(before + 1))
  })
})

test('a referrer leads to what came from it', async () => {
  for (const referrer of ['https://www.search.example/', 'https://search.example./?q=shop', 'https://other.example/']) {
    await dashboard.store({ browser: { userAgent: chrome }, page: { url: 'https://referred.example/', referrer } })
  }
  await open('/referrers?host=referred.example')
  await page.getByRole('link', { name: 'search.example' }).press('Enter')
  await page.waitForURL(/\/overview\?.*referrer=search\.example/)
  await expect.poll(() => text('.counts .tile')).toContainEqual(expect.stringContaining('Page views 2'))
  expect(await text('.chips .chip-text')).toContain('Referrer: search.example')
})

test('errors that are noise are hidden, and shown on one click', async () => {
  await dashboard.store({
    browser: { userAgent: chrome },
    page: { url: 'https://noise.example/' },
    errors: [
      { message: 'the wallet is locked', noise: 'extension' },
      { message: 'ResizeObserver loop limit exceeded', noise: 'resize-observer' },
    ],
  })
  await open('/errors?host=noise.example&status=all')
  await page.getByRole('heading', { name: 'Only noise in this time' }).waitFor()
  expect((await text('.empty-state .hint'))[0]).toMatch(/^2 errors hidden as noise/)
  await page.getByRole('link', { name: 'Show noise' }).click()
  await page.getByRole('link', { name: 'the wallet is locked' }).waitFor()
  expect((await text('.error-groups .about .explained')).toSorted()).toEqual([
    'From a browser extension?',
    'ResizeObserver?',
  ])
  await page.getByRole('link', { name: 'Hide noise' }).click()
  await page.getByRole('link', { name: 'Show noise' }).waitFor()
  expect(await text('.error-groups li')).toEqual([])
})

test('overview and vitals leave out bots, and show them on one click', async () => {
  await dashboard.store({
    browser: { userAgent: 'Mozilla/5.0 (compatible; SomeBot/1.0)' },
    performance: { vitals: { lcp: { value: 9000 } } },
  })
  await open('/overview?browser=SomeBot')
  await page.getByText('Your filter excludes all').waitFor()
  await page.getByText(/It leaves no page view of \d+ submissions? in this time/).waitFor()
  await page.getByText('Page views left out: 1 of bots').waitFor()
  await page.getByRole('link', { name: 'Show them' }).click()
  await page.getByRole('link', { name: 'Bot', exact: true }).waitFor()
  expect((await text('.counts .tile'))[0]).toContain('Page views 1')
  await open('/vitals?range=24h&browser=SomeBot')
  await page.getByText('Your filter excludes all').waitFor()
  await open('/vitals?range=24h&device=bot')
  expect((await text('.metric-tiles li'))[0]).toContain('8.97 s')
})
