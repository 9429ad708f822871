import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'

interface Reason {
  target: string | null
  paths: { value: string | null; pageViews: number }[]
  phases: Record<string, { p75: number }>
  scripts: object[]
}

/**
 * A site of three pages, each slow for one known reason: a hero image that a script asks for late and the server sends slowly;
 * a click whose handler is a named function of another host; a banner that is pushed down.
 */

const loadDelayMs = 2600
const loadMs = 1600
const handlerMs = 450
const shiftMs = 900

let dashboard: Dashboard
let server: Server
let port: number
let visitor: BrowserContext
let page: Page

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36'
/** Browsers ignore images with few bytes per pixel as largest paint. */
const image = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="500"><!-- ${'x'.repeat(60_000)} --><rect width="800" height="500" fill="teal"/></svg>`
const thirdPartyScript = `function slowCheckout() { for (const end = performance.now() + ${handlerMs}; performance.now() < end; ); }
  document.querySelector('#buy').addEventListener('click', slowCheckout)`

const html = (body: string) => `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>A shop</title>
  <script src="${dashboard.origin}/collector.js" data-delay-ms="200"></script>${body}`

const bodies: Record<string, () => string> = {
  '/hero': () =>
    html(`<h1>Lamps</h1><script>
    setTimeout(() => document.body.append(Object.assign(new Image(800, 500), { id: 'hero', src: '/hero.svg' })), ${loadDelayMs})</script>`),
  '/checkout': () =>
    html(`<button id="buy">Buy</button><script crossorigin src="http://localhost:${port}/tag.js"></script>`),
  '/banner': () =>
    html(`<div id="late"></div><div id="banner">Free delivery from today on, everywhere</div><script>
    setTimeout(() => { late.style.height = '300px' }, ${shiftMs})</script>`),
}

async function serve(path: string, response: ServerResponse): Promise<void> {
  if (path === '/hero.svg') {
    await sleep(loadMs)
    response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(image)
  } else if (path === '/tag.js') {
    const headers = { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' }
    response.writeHead(200, headers).end(thirdPartyScript)
  } else {
    const body = bodies[path]
    response.writeHead(body ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' }).end(body?.())
  }
}

beforeAll(async () => {
  dashboard = await startDashboard()
  server = createServer(
    (request, response) => void serve(new URL(request.url ?? '/', 'http://site').pathname, response),
  )
  await new Promise<void>((resolve) => server.listen(0, resolve))
  port = (server.address() as AddressInfo).port
  visitor = await dashboard.browser.newContext({ userAgent: chrome })
  await visit('/hero', async (site) => {
    await site.locator('#hero').waitFor()
    await sleep(loadMs + 500)
  })
  await visit('/checkout', async (site) => {
    await site.waitForLoadState()
    await site.click('#buy')
    await sleep(handlerMs + 500)
  })
  await visit('/banner', () => sleep(shiftMs + 1000))
  page = await (await dashboard.signedIn()).newPage()
})
afterAll(async () => {
  await visitor?.close()
  server?.close()
  server?.closeAllConnections()
  await dashboard?.stop()
})

/** Visits a page until it was left and its last submission is stored. */
async function visit(path: string, act: (site: Page) => Promise<unknown>): Promise<void> {
  const site = await visitor.newPage()
  await site.goto(`http://127.0.0.1:${port}${path}`)
  await act(site)
  await site.goto('about:blank')
  await sleep(500)
  await site.close()
}

async function reasons(metric: string): Promise<Reason[]> {
  const answer = await fetch(`${dashboard.origin}/api/metrics/${metric}/reasons?device=!bot&own=false`, {
    headers: { authorization: `Bearer ${dashboard.token}` },
  })
  return ((await answer.json()) as { items: Reason[] }).items
}

const near = (actual: number | undefined, expected: number) => {
  expect(actual).toBeGreaterThan(expected - 60)
  // a busy machine takes longer, never shorter
  expect(actual).toBeLessThan(expected + 1500)
}

/** Opens a page of the dashboard and returns its text with white space collapsed. */
async function text(path: string, selector: string): Promise<string> {
  await page.goto(dashboard.origin + path)
  return textOf(selector)
}

async function textOf(selector: string): Promise<string> {
  await page.locator(selector).first().waitFor()
  return (await page.locator(selector).allInnerTexts()).join(' ').replace(/\s+/g, ' ')
}

async function submissionOf(path: string): Promise<string> {
  const answer = await fetch(`${dashboard.origin}/api/submissions?path=${encodeURIComponent(path)}`, {
    headers: { authorization: `Bearer ${dashboard.token}` },
  })
  const { items } = (await answer.json()) as { items: { submissionId: string }[] }
  return `/submissions/${items[0]?.submissionId}`
}

test('a late and slow image is the reason of LCP', async () => {
  const [first] = await reasons('lcp')
  expect(first).toMatchObject({ target: '#hero', url: `http://127.0.0.1:${port}/hero.svg`, preloaded: 0 })
  expect(first?.paths).toEqual([{ value: '/hero', pageViews: 1 }])
  near(first?.phases['resourceLoadDelay']?.p75, loadDelayMs)
  near(first?.phases['resourceLoadDuration']?.p75, loadMs)
  await page.goto(dashboard.origin + (await submissionOf('/hero')))
  await page.getByRole('link', { name: 'Why?' }).click()
  const inOne = await textOf('.vital-reasons')
  expect(inOne).toMatch(/Largest element: #hero .*hero\.svg/)
  expect(inOne).toMatch(/Load delay took longest/)
  const overAll = await text('/vitals?metric=lcp', '.metric-reasons')
  expect(overAll).toMatch(/#hero .*hero\.svg/)
  expect(overAll).toMatch(/Load delay took longest, .* The image was never preloaded\. .*On \/hero/)
})

test('a slow handler of another host is the reason of INP', async () => {
  const [first] = await reasons('inp')
  expect(first).toMatchObject({ target: '#buy', eventType: 'pointer' })
  near(first?.phases['processingDuration']?.p75, handlerMs)
  const script = { host: `localhost:${port}`, path: '/tag.js', function: 'slowCheckout', isThirdParty: true }
  expect(first?.scripts).toMatchObject([script])
  const inOne = await text(`${await submissionOf('/checkout')}#performance`, '.vital-reasons')
  expect(inOne).toMatch(/Slowest target: #buy click or tap .*Processing took longest/)
  expect(inOne).toMatch(/slowCheckout in .*\/tag\.js/)
  expect(await text('/vitals?metric=inp', '.metric-reasons')).toMatch(
    /#buy click or tap .*Processing took longest.*slowCheckout in .*tag\.js third party/,
  )
})

test('a banner that is pushed down is the reason of CLS', async () => {
  const [first] = await reasons('cls')
  expect(first).toMatchObject({ target: '#banner', paths: [{ value: '/banner', pageViews: 1 }] })
  near(first?.phases['largestShiftTime']?.p75, shiftMs)
  expect(await text(`${await submissionOf('/banner')}#performance`, '.vital-reasons')).toMatch(
    /Element that moved: #banner/,
  )
  expect(await text('/vitals?metric=cls', '.metric-reasons')).toMatch(/#banner/)
})

test("the dashboard's own visits are marked and left out", async () => {
  await page.goto(`${dashboard.origin}/?`)
  await page.getByText(/Stored as number/).waitFor()
  const answer = await page.request.get(`${dashboard.origin}/api/submissions?own=true`)
  const { items } = (await answer.json()) as { items: { isOwn: boolean }[] }
  expect(items.map(({ isOwn }) => isOwn)).toEqual([true])
  const lcp = (query: string) => page.request.get(`${dashboard.origin}/api/metrics/lcp?${query}`)
  const count = async (query: string) => ((await (await lcp(query)).json()) as { total: { count: number } }).total.count
  expect(await count('')).toBe((await count('own=false')) + 1)
  await page.goto(`${dashboard.origin}/overview`)
  await page.getByText(/Page views left out: [1-9]\d* of bots, \d+ of Collector's own pages/).waitFor()
  await page.getByRole('link', { name: 'Show them' }).click()
  await page.getByText('With own visits').waitFor()
})
