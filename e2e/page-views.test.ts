import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserContext, Page } from 'playwright'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startStage } from './stage.ts'

const stage = startStage({ RATE_LIMIT_PER_MINUTE: '0' })
let context: BrowserContext
let page: Page
beforeEach(async () => {
  stage.gate.reset()
  context = await stage.browser.newContext()
  page = await context.newPage()
})
afterEach(() => context.close())

const delayMs = 300
const tag = (attributes = '') =>
  `<script src="${stage.gate.origin}/collector.js" data-delay-ms="${delayMs}" ${attributes}></script>`
const slowMs = 300
const script = `<script>
  const busy = () => { for (const end = performance.now() + ${slowMs}; performance.now() < end; ); }
  const route = (url) => history.pushState({}, '', url)
  const replace = (url) => history.replaceState({}, '', url)
  const later = (ms, run) => setTimeout(run, ms)
  const flood = (change) => { let count = 0; const timer = setInterval(() => ++count < 60 ? change(count) : clearInterval(timer), 10) }
</script>`

interface View {
  /** Path, query and hash. */
  place: string
  /** Number of its submissions. */
  submissions: number
  page: { referrer: string; title: string }
  vitals: Record<string, { value: number; attribution: Record<string, number> }>
  resources: { name: string }[]
  /** Number before they were cut to the limit of a request. */
  resourceCount: number
  frames: { duration: number }[]
  errors: string[]
}

/** Returns the posted page views in order, each by its last submission. */
function posted(): View[] {
  const views = new Map<string, View>()
  for (const body of stage.gate.posted) {
    const { page: sent, performance, errors, truncated } = JSON.parse(body)
    const before = views.get(sent.pageViewId)?.submissions ?? 0
    views.set(sent.pageViewId, {
      place: sent.url.replace(stage.site.origin, ''),
      submissions: before + 1,
      page: sent,
      vitals: performance.vitals,
      resources: performance.resources,
      resourceCount: truncated?.resources ?? performance.resources.length,
      frames: performance.longAnimationFrames,
      errors: errors.map(({ message }: { message: string }) => message),
    })
  }
  return [...views.values()]
}

const places = () => posted().map(({ place }) => place)

/** Opens a page and waits for its first submission. */
async function open(path: string, html: string, options = ''): Promise<void> {
  await page.goto(
    stage.site.page(new URL(path, stage.site.origin).pathname, `${tag(options)}${script}${html}`) + search(path),
  )
  await expect.poll(places).not.toEqual([])
}
const search = (path: string) => new URL(path, stage.site.origin).search + new URL(path, stage.site.origin).hash

/** Clicks on what keeps the page busy, and waits until the browser has measured that. */
async function clickSlowly(selector: string): Promise<void> {
  const measured = page.evaluate(async (durationThreshold) => {
    await new Promise((done) => {
      new PerformanceObserver(done).observe({ type: 'event', durationThreshold } as PerformanceObserverInit)
    })
  }, slowMs / 2)
  await page.click(selector)
  await measured
}

/** Leaves the page, and waits until no more submissions arrive. */
async function leave(): Promise<View[]> {
  await page.goto('about:blank')
  for (let before = -1; before !== stage.gate.posted.length; await sleep(300)) before = stage.gate.posted.length
  return posted()
}

test('a URL rewritten by the page stays one page view with all its vitals', async () => {
  await open(
    '/landing?utm_source=x&fbclid=abc',
    `<h1>Headline</h1><button onclick="busy()">Pay</button><script>later(30, () => replace(location.pathname))</script>`,
  )
  await clickSlowly('button')
  const [view, ...more] = await leave()
  expect(more).toEqual([])
  expect(view?.place).toBe('/landing')
  expect(Object.keys(view?.vitals ?? {})).toEqual(expect.arrayContaining(['lcp', 'cls', 'inp', 'fcp', 'ttfb']))
  expect(view?.vitals['inp']?.value).toBeGreaterThanOrEqual(slowMs)
})

test.each([
  ['the position of a map in the query', "replace('?lat=' + count)", ['/flood?lat=59']],
  ['the place of a document in the hash', "replace('#line-' + count)", ['/flood#line-59']],
  ['a filter in the query of a route in the hash', "replace('#/list?page=' + count)", ['/flood#/list?page=59']],
])('sixty changes of the URL are one page view: %s', async (_name, change, expected) => {
  await open('/flood', `<script>addEventListener('load', () => flood((count) => ${change}))</script>`)
  await expect.poll(() => page.url()).toMatch(/59$/)
  await leave()
  // on a busy machine the last submission arrives late
  await expect.poll(places).toEqual(expected)
  expect(stage.gate.posted.length).toBeLessThanOrEqual(2)
})

test('sixty routes in a moment make few requests, and the last one is reported', async () => {
  await open('/routes', `<script>addEventListener('load', () => flood((count) => route('/routes/' + count)))</script>`)
  await expect.poll(places).toContain('/routes/59')
  expect(places()).toContain('/routes')
  await leave()
  // The slower the machine, the longer the routes take, and each second may send its own request.
  expect(stage.gate.posted.length).toBeLessThan(30)
})

test('INP and CLS belong to a route that a timer opened', async () => {
  await open('/start', '<h1>Start</h1><div id="banner"></div><p>Text</p><button onclick="busy()">Pay</button>')
  await page.evaluate("route('/account'); document.title = 'Account'")
  await page.evaluate("document.querySelector('#banner').style.height = '300px'")
  await sleep(600)
  await clickSlowly('button')
  const [start, account] = await leave()
  expect(start).toMatchObject({ place: '/start', page: { title: 'A site' } })
  expect(account).toMatchObject({
    place: '/account',
    page: { title: 'Account', referrer: `${stage.site.origin}/start` },
  })
  expect(start?.vitals['lcp']?.value).toBeGreaterThan(0)
  expect(start?.vitals['cls']?.value).toBe(0)
  expect(start?.vitals['inp']?.value ?? 0).toBeLessThan(slowMs)
  expect(account?.vitals['cls']?.value).toBeGreaterThan(0)
  expect(account?.vitals['inp']?.value).toBeGreaterThanOrEqual(slowMs)
})

test('vitals equal those of the web-vitals library, after a load and a soft navigation', async () => {
  const library = await readFile(new URL('node_modules/web-vitals/dist/web-vitals.iife.js', import.meta.url), 'utf8')
  const go = "document.querySelector('h2').textContent = 'A headline that is larger than the first'; route('/soft')"
  await open(
    '/hard',
    `<script>${library}</script><script>
      const seen = {}
      for (const on of ['onLCP', 'onFCP', 'onTTFB', 'onCLS', 'onINP']) webVitals[on]((metric) => {
        seen[metric.name.toLowerCase() + ' ' + metric.navigationType] = metric.value
        localStorage.seen = JSON.stringify(seen)
      }, { reportAllChanges: true, reportSoftNavs: true })
    </script>
    <h1>Headline</h1><div id="banner"></div><p>Text</p><button id="pay" onclick="busy()">Pay</button>
    <button id="go" onclick="${go}">Go</button><h2></h2>`,
  )
  await page.evaluate("document.querySelector('#banner').style.height = '200px'")
  await clickSlowly('#pay')
  await page.click('#go')
  await sleep(600)
  const [hard, soft] = await leave()
  await page.goto(stage.site.page('/read', ''))
  const seen: Record<string, number> = JSON.parse(await page.evaluate('localStorage.seen'))
  for (const name of ['lcp', 'fcp', 'ttfb', 'cls', 'inp']) {
    expect(hard?.vitals[name]?.value, name).toBeCloseTo(seen[`${name} navigate`] ?? Number.NaN, name === 'cls' ? 3 : 0)
  }
  for (const name of ['lcp', 'fcp', 'ttfb']) {
    expect(soft?.vitals[name]?.value, `soft ${name}`).toBeCloseTo(seen[`${name} soft-navigation`] ?? Number.NaN, 0)
  }
})

test.each([
  ['a click, before it changes the route', 'onclick="busy(); route(\'/next\')"'],
  ['a click, after it changed the route', 'onclick="route(\'/next\'); busy()"'],
  ['a pointer that changes the route before it is a click', 'onpointerdown="route(\'/next\'); busy()"'],
  ['a click whose route comes later', 'onclick="busy(); later(50, () => route(\'/next\'))"'],
  ['a key', 'onkeydown="busy(); route(\'/next\')"'],
])('a slow interaction belongs to the page view in which it began: %s', async (_name, handler) => {
  await open('/from', `<button ${handler}>Go</button><h1 id="to"></h1>`)
  if (handler.includes('keydown')) await page.press('button', 'a')
  else await page.click('button')
  await page.evaluate("document.querySelector('#to').textContent = 'Next'")
  await expect.poll(() => posted()[0]?.vitals['inp']?.value).toBeGreaterThanOrEqual(slowMs)
  await leave()
  expect(places()).toEqual(['/from', '/next'])
  expect(posted()[1]?.vitals['inp']?.value ?? 0).toBeLessThan(slowMs)
})

// This Chromium fetches prerendered pages without running them, so the test sets the state.
test('a prerendered page becomes a page view when it is shown', async () => {
  await context.addInitScript(() => {
    Object.defineProperty(document, 'prerendering', { value: true, configurable: true })
    Object.assign(window, {
      activate() {
        Object.defineProperty(document, 'prerendering', { value: false, configurable: true })
        document.dispatchEvent(new Event('prerenderingchange'))
      },
    })
  })
  const html = `${tag()}${script}<h1>Seen</h1><script>later(0, () => { throw new Error('while prerendered') })</script>`
  await page.goto(stage.site.page('/never-seen', html))
  await sleep(delayMs + 700)
  await page.evaluate("collector.flush().then(() => route('/never-seen/route'))")
  await sleep(delayMs + 700)
  expect(await leave()).toEqual([])
  await page.goto(stage.site.page('/seen', html))
  await sleep(delayMs + 700)
  expect(places()).toEqual([])
  await page.evaluate('activate()')
  await expect.poll(places).toEqual(['/seen'])
  expect(posted()[0]).toMatchObject({ errors: ['while prerendered'], vitals: { ttfb: expect.anything() } })
})

test('a tag inserted at each visit makes one collector; tags of two endpoints make two', async () => {
  await open('/turbo', '<h1>First</h1>')
  for (const path of ['/2', '/3', '/4']) {
    await page.evaluate(
      ({ path, src, delay }) => {
        history.pushState({}, '', path)
        document.body.replaceChildren(Object.assign(document.createElement('script'), { src }))
        document.querySelector('script')?.setAttribute('data-delay-ms', delay)
      },
      { path, src: `${stage.gate.origin}/collector.js?visit=${path}`, delay: String(delayMs) },
    )
    await sleep(100)
  }
  await page.evaluate("later(0, () => { throw new Error('on the last') })")
  await expect.poll(places).toContain('/4')
  await leave()
  expect(posted().map(({ place, errors }) => [place, errors.length])).toEqual([
    ['/turbo', 0],
    ['/2', 0],
    ['/3', 0],
    ['/4', 1],
  ])
  stage.gate.reset()
  await open('/two', tag(`data-endpoint="${stage.gate.origin}/collect?second"`))
  await leave()
  // submissions of the previous page may be sent again
  expect(places().filter((place) => place === '/two')).toHaveLength(2)
})

test('resources and long frames belong to their page view, and are sent without other changes', async () => {
  await open('/long-lived', '<p>Still here</p>')
  await page.evaluate("Promise.all(Array.from({ length: 520 }, (_, at) => fetch('/first?' + at)))")
  await page.evaluate("route('/second')")
  await page.evaluate("Promise.all(Array.from({ length: 5 }, (_, at) => fetch('/second?' + at)))")
  await expect.poll(places).toContain('/second')
  await sleep(500)
  await page.evaluate("fetch('/late').then(() => later(0, busy))")
  await sleep(slowMs + 500)
  const [first, second] = await leave()
  expect(first?.resourceCount).toBe(500)
  expect(second?.resources.map(({ name }) => name.replace(stage.site.origin, ''))).toEqual([
    ...Array.from({ length: 5 }, (_, at) => `/second?${at}`),
    '/late',
  ])
  expect(second?.frames.some(({ duration }) => duration >= slowMs)).toBe(true)
})

test('the phases of LCP are known although the browser dropped the entry of its image', async () => {
  const image = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><!--${'x'.repeat(9000)}--><rect width="400" height="300" fill="red"/></svg>`
  await page.route('**/slow.svg', async (route) => {
    await sleep(400)
    await route.fulfill({ body: image, contentType: 'image/svg+xml' })
  })
  await open('/hero', `<script>performance.setResourceTimingBufferSize(1)</script><img src="/slow.svg" alt="">`)
  const [view] = await leave()
  expect(view?.vitals['lcp']?.attribution).toMatchObject({ url: `${stage.site.origin}/slow.svg` })
  expect(view?.vitals['lcp']?.attribution['resourceLoadDuration']).toBeGreaterThan(350)
})

test.each([
  ['a frame that its page wrote', (html: string) => `<iframe srcdoc='${html}'></iframe>`],
  [
    'a frame in such a frame',
    (html: string) => `<iframe srcdoc='<iframe srcdoc="${html.replaceAll('"', '')}"></iframe>'></iframe>`,
  ],
  ['a sandboxed one', (html: string) => `<iframe sandbox="allow-scripts" srcdoc='${html}'></iframe>`],
])('the page of %s is the one that wrote it', async (_name, frame) => {
  await page.goto(stage.site.page('/writer', `<base href="/elsewhere/">${frame(tag())}`))
  await expect.poll(places).not.toEqual([])
  expect(places()[0]).toMatch(frame('').includes('sandbox') ? /^\/elsewhere\/$/ : /^\/writer$/)
})

test('routes in the hash are page views with the option; other hashes are not', async () => {
  await open('/hash', "<script>replace('#/')</script>", 'data-hash-routes')
  for (const hash of ['#/users/1', '#top', '#/users/1', '#!/orders', '#/orders?page=2', '#/orders?page=3']) {
    await page.evaluate((to) => {
      location.hash = to
    }, hash)
    await sleep(delayMs + 200)
  }
  await page.evaluate("replace('#/orders?page=4')")
  await leave()
  expect(places()).toEqual([
    '/hash#/',
    '/hash#/users/1',
    '/hash#!/orders',
    '/hash#/orders?page=2',
    '/hash#/orders?page=4',
  ])
})
