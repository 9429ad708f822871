import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { startStage } from './stage.ts'

const stage = startStage({ ACCESS_TOKEN: 'token-of-the-end-to-end-tests' })

/** Opens the report, and records troubles: console errors, uncaught errors, requests to other origins. */
async function openReport(): Promise<{ page: Page; troubles: string[] }> {
  const page = await stage.browser.newPage()
  const troubles: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`))
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== stage.collector.origin) troubles.push(`request to ${origin}`)
  })
  await page.goto(stage.collector.origin)
  return { page, troubles }
}

async function storedNumber(page: Page): Promise<number> {
  const text =
    (await page
      .getByText(/Stored as number \d+/)
      .first()
      .textContent({ timeout: 8000 })) ?? ''
  return Number(/number\s+(\d+)/.exec(text)?.[1])
}

const columns = {
  browser: 'browser_info',
  performance: 'performance_data',
  fingerprints: 'fingerprints',
  errors: 'errors',
}

test('the row has, section by section, what the page shows within 8 s', async () => {
  const { page, troubles } = await openReport()
  const number = await storedNumber(page)
  const { rows } = await stage.database.query('select * from debug_data where id = $1', [number])

  await page.getByRole('tab', { name: 'Raw Data' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /download/i }).click()
  const chunks: Buffer[] = []
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer)
  const shown = JSON.parse(Buffer.concat(chunks).toString())

  for (const [section, column] of Object.entries(columns)) {
    expect(JSON.parse(rows[0][column]), section).toEqual(shown[section])
  }
  expect(shown.browser.userAgent).toContain('Chrome')
  expect(shown.performance.navigation.responseEnd).toBeGreaterThan(0)
  expect(shown.performance.resources.length).toBeGreaterThan(1)
  expect(shown.performance.vitals.lcp.value).toBeGreaterThan(0)
  expect(shown.fingerprints.hash).toMatch(/^[0-9a-f]{16,}$/)
  expect(shown.fingerprints.webgl.renderer).toContain('SwiftShader')
  expect(shown.fingerprints.fonts.length).toBeGreaterThan(0)
  expect(shown.fingerprints.canvas).toMatch(/^data:image\/png/)
  expect(troubles).toEqual([])
  await page.close()
})

test('the report has four tabs that arrow keys switch', async () => {
  const { page } = await openReport()
  const names = ['Overview', 'Performance', 'Fingerprint', 'Raw Data']
  await expect.poll(() => page.getByRole('tab').allInnerTexts()).toEqual(names)
  await page.getByRole('tab', { name: 'Overview' }).focus()
  for (const name of [...names.slice(1), 'Overview']) {
    await page.keyboard.press('ArrowRight')
    const tab = page.getByRole('tab', { name, selected: true })
    await expect.poll(() => tab.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await page.getByRole('tabpanel', { name }).isVisible()).toBe(true)
  }
  await page.keyboard.press('End')
  expect(await page.getByRole('tab', { name: 'Raw Data', selected: true }).count()).toBe(1)
  await page.close()
})

test('a thrown error arrives with its stack, in a later submission of the same page view', async () => {
  const { page } = await openReport()
  const first = await storedNumber(page)
  await page.getByRole('button', { name: /test error/i }).click()
  await expect
    .poll(async () => {
      const { rows } = await stage.database.query(
        'select errors from debug_data where id > $1 order by id desc limit 1',
        [first],
      )
      return rows[0] ? JSON.parse(rows[0].errors) : []
    })
    .toEqual([
      expect.objectContaining({ type: 'error', message: expect.any(String), stack: expect.stringMatching(/\bat /) }),
    ])

  const { rows } = await stage.database.query(
    'select page_view_id, sequence from facts where debug_data_id >= $1 order by sequence',
    [first],
  )
  expect(new Set(rows.map((row) => row.page_view_id)).size).toBe(1)
  expect(rows.map((row) => row.sequence)).toEqual(rows.map((_, index) => index + 1))
  await page.close()
})

test('the support link opens the same report for a signed-in reader', async () => {
  const visitor = await openReport()
  const number = await storedNumber(visitor.page)
  const { rows } = await stage.database.query('select submission_id from debug_data where id = $1', [number])
  const link = `${stage.collector.origin}/submissions/${rows[0].submission_id}`

  const { page: support } = { page: await stage.browser.newPage() }
  await support.goto(link)
  await support.waitForURL(/\/sign-in/)
  await support.getByLabel(/token/i).fill('token-of-the-end-to-end-tests')
  await support.getByRole('button', { name: /sign in/i }).click()
  await support.waitForURL(link)
  await expect.poll(() => support.getByRole('tab').allInnerTexts()).toContain('Raw Data')
  await expect.poll(() => support.getByRole('heading', { level: 1 }).textContent()).toContain(String(number))
  await visitor.page.close()
  await support.close()
})

test.each(['br', 'gzip'])('the script is served as %s on request, with the same content', async (encoding) => {
  const fetchScript = (accept: string) =>
    fetch(`${stage.collector.origin}/collector.js`, { headers: { 'accept-encoding': accept } })
  const plain = await fetchScript('identity')
  const compressed = await fetchScript(encoding)
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(compressed.headers.get('content-encoding')).toBe(encoding)
  expect(compressed.headers.get('vary')).toMatch(/accept-encoding/i)
  expect(Number(compressed.headers.get('content-length'))).toBeLessThanOrEqual(12_457)
  expect(await compressed.text()).toBe(await plain.text())
})
