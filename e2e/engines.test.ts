import { setTimeout as sleep } from 'node:timers/promises'
import { type EngineWindow, engines } from '@collector/testing/engines'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startStage } from './stage.ts'

const stage = startStage()
/** Id of the last row before this engine's tests. */
let begin = 0

beforeAll(() => {
  const { collector, site } = stage
  const tag = (options: string) =>
    `<script src="${collector.origin}/collector.js" data-delay-ms="200" ${options}></script>`
  for (const path of ['/', '/cached', '/elsewhere']) site.page(path, tag('data-fingerprint defer'))
  site.page(
    '/shop',
    `${tag('data-hash-routes')}<h1>Shop</h1><button id="go">Go</button><button id="pay">Pay</button><script>
      const busy = () => { for (const end = performance.now() + 300; performance.now() < end; ); }
      go.onclick = () => { history.pushState({}, '', '/shop/cart'); busy() }
      pay.onclick = busy
    </script>`,
  )
})

const missing = engines.filter((engine) => !engine.isInstalled())
if (missing.length > 0) console.warn(`Skipped, not installed: ${missing.map((engine) => engine.name).join(', ')}`)

/** Returns the number of page views of a path since this engine began. */
async function pageViews(path: string): Promise<number> {
  const { rows } = await stage.database.query('select page from debug_data where id > $1', [begin])
  const pages = rows.map((row) => JSON.parse(row.page))
  return new Set(pages.filter(({ url }) => new URL(url).pathname === path).map(({ pageViewId }) => pageViewId)).size
}

/** Returns the INP of each page view with this beginning of a path, by path, from its last submission. */
async function inpOf(path: string): Promise<Record<string, number | undefined>> {
  const { rows } = await stage.database.query(
    'select page, performance_data from debug_data where id > $1 order by id',
    [begin],
  )
  const views = rows.map(({ page, performance_data }) => [
    JSON.parse(page).url.replace(stage.site.origin, ''),
    JSON.parse(performance_data).vitals.inp?.value,
  ])
  return Object.fromEntries(views.filter(([url]) => url.startsWith(path)))
}

/** Returns the four sections of the first row after `afterId` that has a fingerprint. */
async function sectionsAfter(afterId: number) {
  const { rows } = await stage.database.query(
    'select * from debug_data where id > $1 and fingerprints is not null order by id limit 1',
    [afterId],
  )
  if (!rows[0]) return null
  const { browser_info, performance_data, fingerprints, errors } = rows[0]
  return {
    browser: JSON.parse(browser_info),
    performance: JSON.parse(performance_data),
    fingerprints: JSON.parse(fingerprints),
    errors: JSON.parse(errors),
  }
}

describe.each(engines.filter((engine) => engine.isInstalled()))('$name', (engine) => {
  let window: EngineWindow

  beforeAll(async () => {
    const { rows } = await stage.database.query('select coalesce(max(id), 0)::int as id from debug_data')
    begin = rows[0].id
    window = await engine.open()
  })
  afterAll(() => window?.close())

  test.each([
    ['the report', () => stage.collector.origin],
    ['the tag on a site of another origin', () => `${stage.site.origin}/`],
  ])('%s: available signals arrive, missing ones are named, nothing throws', async (_name, url) => {
    const { rows } = await stage.database.query('select coalesce(max(id), 0)::int as id from debug_data')
    await window.goto(url())
    await expect.poll(() => sectionsAfter(rows[0].id)).toBeTruthy()
    const sections = await sectionsAfter(rows[0].id)
    if (!sections) return

    expect(sections.browser.userAgent).toBe(await window.evaluate('navigator.userAgent'))
    expect(sections.performance.navigation.responseEnd).toBeGreaterThan(0)
    expect(sections.errors).toEqual([])
    const components = Object.entries<{ value?: unknown; error?: string }>(sections.fingerprints.components)
    expect(components.length).toBeGreaterThanOrEqual(60)
    for (const [name, component] of components) {
      expect('value' in component || typeof component.error === 'string', name).toBe(true)
    }
    expect(sections.fingerprints.hash).toMatch(/^[0-9a-f]{16,}$/)
  })

  test('INP belongs to the page view in which the slow interaction began, even after a route change', async ({
    skip,
  }) => {
    await window.goto(`${stage.site.origin}/shop`)
    const knowsInp = `'interactionId' in (window.PerformanceEventTiming?.prototype ?? {})`
    if (!(await window.evaluate(`'navigation' in window && ${knowsInp}`))) skip(`${engine.name} tells neither`)
    // browsers report no event of what nobody has seen yet
    const painted = `performance.getEntriesByName('first-contentful-paint').length`
    await expect.poll(() => window.evaluate(painted)).toBe(1)
    await window.click('#go')
    await expect.poll(() => inpOf('/shop')).toMatchObject({ '/shop': expect.any(Number) })
    await window.click('#pay')
    await sleep(1000)
    await window.goto(`${stage.site.origin}/elsewhere`)
    await expect.poll(() => inpOf('/shop')).toMatchObject({ '/shop/cart': expect.any(Number) })
    expect(Object.values(await inpOf('/shop')).every((inp) => inp !== undefined && inp >= 300)).toBe(true)
  })

  test('routes in the hash are page views with the option', async () => {
    await window.goto(`${stage.site.origin}/shop#/first`)
    await expect.poll(() => inpOf('/shop#')).toHaveProperty('/shop#/first')
    await window.evaluate(`void (location.hash = '#/second')`)
    await expect.poll(() => inpOf('/shop#')).toHaveProperty('/shop#/second')
  })

  test('a page restored from the back/forward cache is a page view of its own', async ({ skip }) => {
    const { origin } = stage.site
    await window.goto(`${origin}/cached`)
    await expect.poll(() => pageViews('/cached')).toBe(1)
    await window.evaluate('window.isKept = true')
    await window.goto(`${origin}/elsewhere`)
    // the old page may be gone before it answers, so it navigates later, and early requests are retried
    await window.evaluate('void setTimeout(() => history.back())')
    let answer: unknown
    const ask = async () => {
      answer = await window.evaluate(`location.pathname === '/cached' && (window.isKept ? 'kept' : 'reloaded')`)
      return answer
    }
    await expect.poll(ask).toBeTruthy()
    if (answer !== 'kept') skip(`${engine.name} kept no page here`)
    await expect.poll(() => pageViews('/cached')).toBe(2)
  })
})
