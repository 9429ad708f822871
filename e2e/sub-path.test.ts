import { hasNginx, startNginx } from '@collector/testing/nginx'
import type { BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'
import { type Site, startSite } from './site.ts'

const base = '/tools/collector'

const headers = `proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;`
/** Ways in which nginx passes on /tools/collector/x. */
const proxies = [
  [
    'leaves the path as it is',
    (port: string) => `location ${base}/ { proxy_pass http://127.0.0.1:${port}; ${headers} }`,
  ],
  ['takes the path off', (port: string) => `location ${base}/ { proxy_pass http://127.0.0.1:${port}/; ${headers} }`],
] as const

if (!hasNginx) console.warn('Skipped, not installed: nginx')

describe.skipIf(!hasNginx).each(proxies)('behind an nginx that %s', (_name, locationOf) => {
  let dashboard: Dashboard
  let nginx: Awaited<ReturnType<typeof startNginx>>
  let site: Site
  let home: string
  let context: BrowserContext
  let page: Page
  /** Requests that the browser sent to the host, with their status. */
  let asked: { path: string; status: number }[]

  beforeAll(async () => {
    dashboard = await startDashboard({ env: { BASE_PATH: base, TRUST_PROXY: 'loopback' } })
    nginx = await startNginx(`${locationOf(new URL(dashboard.origin).port)}
    location / { return 200 'another application'; }`)
    site = await startSite()
    home = nginx.origin + base
  })
  afterAll(async () => {
    site?.close()
    await nginx?.stop()
    await dashboard?.stop()
  })

  beforeEach(async () => {
    context = await dashboard.browser.newContext()
    page = await context.newPage()
    asked = []
    context.on('response', (response) => {
      const { origin, pathname } = new URL(response.url())
      if (origin === nginx.origin) asked.push({ path: pathname, status: response.status() })
    })
  })
  afterEach(() => context?.close())

  const signIn = (next: string) =>
    page.goto(`${home}/sign-in?token=${dashboard.token}&next=${encodeURIComponent(next)}`)

  /** Returns the page's links on this host that leave Collector's path. */
  const strayLinks = () =>
    page.$$eval(
      'a[href], img[src], script[src], link[href]',
      (elements, start) =>
        elements
          .map((element) => (element as HTMLAnchorElement).href || (element as HTMLImageElement).src)
          .filter((url) => url.startsWith(location.origin) && !url.startsWith(start)),
      home,
    )

  test('signs in, shows every page, reloads each, and signs out', async () => {
    await dashboard.store({ page: { url: 'https://shop.example/cart' }, errors: [{ message: 'price is undefined' }] })
    await signIn('/submissions?range=all')
    await page.getByText('shop.example/cart').waitFor()
    expect(page.url()).toBe(`${home}/submissions?range=all`)
    expect(await context.cookies()).toMatchObject([{ name: 'collector_session', path: base }])

    for (const name of await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allTextContents()) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true }).click()
      await page.locator(`nav [aria-current="page"]:text-is("${name}")`).waitFor()
      const heading = await page.locator('main h1').textContent()
      await page.waitForLoadState('networkidle')
      expect(await strayLinks(), name).toEqual([])
      await page.reload()
      await expect.poll(() => page.locator('main h1').textContent()).toBe(heading)
    }
    await page.goto(`${home}/submissions`)
    await page.getByRole('link', { name: '1', exact: true }).click()
    await page.getByRole('link', { name: 'Compare with this browser' }).click()
    await page.getByRole('heading', { name: /Compar/ }).waitFor()
    // the program that stored it counts as a bot
    await page.goto(`${home}/errors?device=any`)
    await page.getByRole('link', { name: /price is undefined/ }).click()
    await page.getByRole('link', { name: 'All errors' }).first().click()
    await page.waitForURL(`${home}/errors**`)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(`${home}/sign-in**`)
    expect(await context.cookies()).toEqual([])
    await page.getByLabel('Access token').fill(dashboard.token)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${home}/errors**`)

    expect(asked.filter(({ path }) => !path.startsWith(`${base}/`) && path !== base)).toEqual([])
    // after signing out, the page sent one more request
    expect(asked.filter(({ status }) => status >= 400 && status !== 401)).toEqual([])
  })

  test('a wrong link, a link to another site and an unknown address stay below the path', async () => {
    await page.goto(`${home}/sign-in?token=wrong&next=/refusals`)
    await page.getByText('its access token is wrong').waitFor()
    expect(page.url()).toBe(`${home}/sign-in?failed=1&next=%2Frefusals`)
    await signIn('//example.com/')
    expect(page.url()).toBe(`${home}/overview`)
    await page.goto(`${home}/nothing/here`)
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    expect(await strayLinks()).toEqual([])
    await page.goto(home)
    await page.getByRole('heading', { name: 'What this browser reveals' }).waitFor()
    expect((await context.request.get(`${home}/favicon.ico`)).url()).toBe(`${home}/favicon.svg`)
  })

  test('the tag of the setup page sends, and the live list shows the submission', async () => {
    await signIn('/setup')
    const tag = await page.locator('code', { hasText: '<script' }).first().textContent()
    expect(tag).toBe(`<script src="${home}/collector.js" defer></script>`)
    await page.goto(`${home}/submissions`)
    const arriving = page.getByText(`${site.origin.slice('http://'.length)}/tagged`)
    const withTag = site.page('/tagged', (tag ?? '').replace(' defer', ' data-delay-ms="0" data-fingerprint defer'))
    const visitor = await context.newPage()
    await visitor.goto(withTag)
    await arriving.first().waitFor()
    await expect.poll(() => asked.map(({ path }) => path)).toContain(`${base}/collector-fingerprint.js`)
    expect(asked.map(({ path }) => path)).toContain(`${base}/api/submissions/stream`)
    // the link of a submission opens it
    await page.getByRole('link', { name: /^\d+$/ }).first().click()
    await page
      .getByText(/127\.0\.0\.1/)
      .first()
      .waitFor()
  })

  test('the report of this browser is stored, and its link opens it', async () => {
    await signIn('/')
    const link = page.getByRole('link', { name: 'Link for support' })
    await link.waitFor()
    expect(await link.getAttribute('href')).toMatch(new RegExp(`^${base}/submissions/`))
    await link.click()
    await page.getByRole('tab', { name: 'Overview' }).waitFor()
  })

  test('the documentation is served, and names this address', async () => {
    await page.goto(`${home}/docs`)
    await page.getByRole('link', { name: 'Operating' }).first().click()
    await page.waitForURL(`${home}/docs/operating`)
    expect(await strayLinks()).toEqual([])
    await page.goto(`${home}/docs/send`)
    expect(await page.locator('main').textContent()).toContain(`curl -f ${home}/collect`)
    expect(asked.filter(({ status }) => status >= 400)).toEqual([])
  })

  test('OpenAPI names the path, and health answers with and without it', async () => {
    const authorization = `Bearer ${dashboard.token}`
    const document = await (await fetch(`${home}/api/openapi.json`, { headers: { authorization } })).json()
    expect(document.servers).toEqual([{ url: base }])
    for (const url of [`${home}/health`, `${dashboard.origin}/health`, `${dashboard.origin}${base}/health`]) {
      expect((await fetch(url)).status).toBe(200)
    }
  })
})
