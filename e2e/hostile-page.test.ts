import type { BrowserContext, Page } from 'playwright'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startStage } from './stage.ts'

const stage = startStage()
let context: BrowserContext

beforeEach(async () => {
  stage.gate.reset()
  context = await stage.browser.newContext()
})
afterEach(() => context.close())

const tag = (attributes = '') =>
  `<script src="${stage.gate.origin}/collector.js" data-delay-ms="200" ${attributes}></script>`

interface Arrived {
  url: string
  pageViewId: string
  sequence: number
  page: Record<string, unknown>
  fingerprints: unknown
  errors: { type: string; message: string; count: number; source?: string; stack?: string; noise?: string }[]
}

/** Returns every row of pages with this end of their URL, in order of page view and sequence. */
async function arrived(urlEnd: string): Promise<Arrived[]> {
  const { rows } = await stage.database.query('select page, errors, fingerprints from debug_data order by id')
  return rows
    .map(({ page, errors, fingerprints }) => ({ page: JSON.parse(page), errors: JSON.parse(errors), fingerprints }))
    .filter(({ page }) => page.url.endsWith(urlEnd))
    .map(({ page, errors, fingerprints }) => ({ ...page, page, errors, fingerprints }))
}

/** Returns the last submission of the page view, once it has the error; fails if one was stored twice. */
async function latestWith(urlEnd: string, message: string): Promise<Arrived> {
  const latest = async () => (await arrived(urlEnd)).at(-1)
  await expect.poll(async () => (await latest())?.errors.map((error) => error.message).join()).toContain(message)
  await expectOnce(urlEnd)
  return (await latest()) as Arrived
}

async function expectOnce(urlEnd: string): Promise<void> {
  const rows = await arrived(urlEnd)
  const sent = rows.map(({ pageViewId, sequence }) => `${pageViewId} ${sequence}`)
  expect(new Set(sent).size).toBe(sent.length)
}

const settle = (page: Page, ms: number) => page.waitForTimeout(ms)

test('an error just before a navigation arrives', async () => {
  stage.site.page('/next', 'next')
  const url = stage.site.page(
    '/leaving',
    `${tag()}<script>setTimeout(() => { location.href = '/next'; throw new Error('last words') }, 50)</script>`,
  )
  const page = await context.newPage()
  await page.goto(url)
  await page.waitForURL('**/next')
  const { errors } = await latestWith('/leaving', 'last words')
  expect(errors).toEqual([
    expect.objectContaining({ type: 'error', count: 1, stack: expect.stringContaining('leaving') }),
  ])
  expect(await arrived('/leaving')).toHaveLength(1)
})

test('a submission arrives after 4 s of 503', async () => {
  stage.gate.mode = 'fail'
  const url = stage.site.page(
    '/failing',
    `${tag()}<script>setTimeout(() => { throw new Error('while failing') }, 50)</script>`,
  )
  const page = await context.newPage()
  await page.goto(url)
  await settle(page, 4000)
  expect(stage.gate.posted.length).toBeGreaterThan(1)
  stage.gate.mode = 'pass'
  await latestWith('/failing', 'while failing')
  expect(await arrived('/failing')).toHaveLength(1)
})

test('a submission made offline arrives after the page was closed and opened again', async () => {
  const url = stage.site.page('/offline-closed', tag())
  const page = await context.newPage()
  await page.goto(url)
  await context.setOffline(true)
  await page.evaluate(() => setTimeout(() => Promise.reject(new Error('in a tunnel'))))
  await settle(page, 1000)
  await page.close()
  await context.setOffline(false)
  const again = await context.newPage()
  await again.goto(stage.site.page('/back', tag()))
  await latestWith('/offline-closed', 'in a tunnel')
})

test('a submission made offline arrives once the same page is online', async () => {
  const url = stage.site.page('/offline-online', tag())
  const page = await context.newPage()
  await page.goto(url)
  await expect.poll(() => arrived('/offline-online')).toHaveLength(1)
  await context.setOffline(true)
  await page.evaluate(() => setTimeout(() => Promise.reject(new Error('without a net'))))
  await settle(page, 3500)
  expect(await arrived('/offline-online')).toHaveLength(1)
  await context.setOffline(false)
  await latestWith('/offline-online', 'without a net')
})

test('500 equal errors make few requests and keep their count', async () => {
  const url = stage.site.page(
    '/storm',
    `${tag()}<script>for (let i = 0; i < 500; i++) setTimeout(() => { throw new TypeError('again') }, i * 2)</script>`,
  )
  const page = await context.newPage()
  await page.goto(url)
  await expect.poll(async () => (await arrived('/storm')).at(-1)?.errors[0]?.count).toBe(500)
  await page.close()
  expect(stage.gate.posted.length).toBeLessThanOrEqual(3)
  await expectOnce('/storm')
})

test('a message of 300 kB is cut and marked', async () => {
  const url = stage.site.page('/long', `${tag()}<script>throw new Error('x'.repeat(300_000))</script>`)
  const page = await context.newPage()
  await page.goto(url)
  const { errors } = await latestWith('/long', 'truncated, 300000 characters')
  expect(errors[0]?.message.length).toBeLessThan(3000)
  expect(Math.max(...stage.gate.posted.map((body) => body.length))).toBeLessThan(65_536)
})

test('many resources and errors are cut to 64 kB, and the submission says so', async () => {
  const url = stage.site.page(
    '/much',
    `${tag()}<script>
      for (let i = 0; i < 45; i++) setTimeout(() => { throw new Error('distinct ' + i + 'x'.repeat(1500)) })
      const missing = Array.from({ length: 300 }, (_, i) => fetch('/missing/' + 'long-name-'.repeat(20) + i))
      Promise.all(missing).then(() => { throw new Error('all is there') })
    </script>`,
  )
  const page = await context.newPage()
  await page.goto(url)
  const last = () => JSON.parse(stage.gate.posted.at(-1) ?? '{}')
  await expect.poll(() => last().truncated?.resources).toBeGreaterThan(250)
  expect(last().errors.length).toBeLessThan(last().truncated.errors)
  expect(Math.max(...stage.gate.posted.map((body) => Buffer.byteLength(body)))).toBeLessThan(65_536)
})

test('a missing image is reported before and after the tag', async () => {
  const url = stage.site.page(
    '/images',
    `<img src="/missing-before.png" alt="">${tag('defer')}<img src="/missing-after.png" alt="">
    <script>setTimeout(() => document.body.append(Object.assign(new Image(), { src: '/missing-late.png' })), 400)</script>`,
  )
  const page = await context.newPage()
  await page.goto(url)
  const { errors } = await latestWith('/images', '<img> failed to load')
  await expect
    .poll(async () => (await arrived('/images')).at(-1)?.errors.map(({ source }) => source))
    .toContain(`${stage.site.origin}/missing-late.png`)
  const before = errors.filter(({ source }) => source?.endsWith('missing-before.png'))
  expect(before).toEqual([expect.objectContaining({ type: 'resource', count: 1 })])
})

test('thrown values of any kind are reported', async () => {
  const url = stage.site.page(
    '/thrown',
    `${tag()}<script>
      const cycle = { name: 'cycle' }; cycle.self = cycle
      const caused = new Error('outer', { cause: new TypeError('inner', { cause: 'root' }) })
      const getter = { get message() { throw new Error('trap') } }
      for (const value of [undefined, null, 'a string', 42, cycle, caused, getter, Symbol('s'), 10n, Object.create(null)])
        Promise.reject(value)
    </script>`,
  )
  const page = await context.newPage()
  const uncaught: string[] = []
  page.on('pageerror', (error) => uncaught.push(String(error)))
  await page.goto(url)
  const { errors } = await latestWith('/thrown', 'a string')
  expect(errors.map(({ message }) => message)).toEqual(
    expect.arrayContaining(['undefined', 'null', 'a string', '42', 'outer', 'Symbol(s)', '10']),
  )
  // two have the same message: an object that refers to itself and one whose message cannot be read
  expect(errors.reduce((sum, { count }) => sum + count, 0)).toBe(10)
  expect(errors.find(({ message }) => message === 'outer')).toMatchObject({ cause: ['TypeError: inner', 'root'] })
  expect(uncaught.filter((text) => text.includes('trap'))).toEqual([])
})

test('the SDK violates no strict policy with Trusted Types, and reports violations of the page', async () => {
  const policy = `default-src 'none'; script-src ${stage.gate.origin}; connect-src ${stage.gate.origin}; require-trusted-types-for 'script'`
  const url = stage.site.page('/policy', `${tag('data-fingerprint')}<p>fine</p>`, { 'content-security-policy': policy })
  const page = await context.newPage()
  const violations: string[] = []
  page.on('console', (message) => message.text().includes('Content Security Policy') && violations.push(message.text()))
  await page.goto(url)
  await expect.poll(() => arrived('/policy')).not.toEqual([])
  // the page's own icon
  expect(violations.filter((text) => !text.includes('data:,'))).toEqual([])
  const [first] = await arrived('/policy')
  expect(JSON.parse(String(first?.fingerprints)).hash).toBeTruthy()

  const violating = stage.site.page('/violating', `<script>inline()</script>${tag()}`, {
    'content-security-policy': policy,
  })
  await page.goto(violating)
  await latestWith('/violating', 'script-src-elem blocked inline')
})

test.each([
  ['Global Privacy Control', 'globalPrivacyControl', 'true'],
  ['Do Not Track', 'doNotTrack', '"1"'],
])('with %s nothing identifying is sent', async (_name, property, value) => {
  await context.addInitScript(`Object.defineProperty(Navigator.prototype, '${property}', { get: () => ${value} })`)
  const path = `/private-${property}`
  const page = await context.newPage()
  await page.goto(
    stage.site.page(
      path,
      `${tag('data-fingerprint data-visitor-id')}<script>collector.setUser({ id: 'jane' })</script>`,
    ),
  )
  await expect.poll(() => arrived(path)).toHaveLength(1)
  expect(stage.gate.posted.join()).not.toContain('jane')
  const [row] = await arrived(path)
  expect(row?.fingerprints).toBeNull()
  expect(Object.keys(row?.page ?? {})).not.toEqual(expect.arrayContaining(['visitorId']))
  expect(row?.page).not.toHaveProperty('sessionId')
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
})

test('consent: pending holds, granted sends, denied stops and forgets', async () => {
  const page = await context.newPage()
  await page.goto(stage.site.page('/consent', tag('data-consent="pending" data-visitor-id')))
  await page.evaluate(() => setTimeout(() => Promise.reject(new Error('while pending'))))
  await settle(page, 1500)
  expect(stage.gate.posted).toEqual([])
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)

  await page.evaluate(() => window.collector.setConsent('granted'))
  const { page: sent } = await latestWith('/consent', 'while pending')
  expect(sent).toHaveProperty('visitorId')

  await page.evaluate(() => window.collector.setConsent('denied'))
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
  await page.evaluate(() => setTimeout(() => Promise.reject(new Error('while denied'))))
  await settle(page, 3000)
  await page.evaluate(() => window.collector.setConsent('granted'))
  await page.evaluate(() => setTimeout(() => Promise.reject(new Error('given again'))))
  await latestWith('/consent', 'given again')
  await page.goto('about:blank')
  const rows = await arrived('/consent')
  expect(JSON.stringify(rows)).not.toContain('while denied')
  expect(new Set(rows.map(({ pageViewId }) => pageViewId)).size).toBe(2)
})

test('undelivered submissions of an earlier page wait for consent too, and are dropped if it is denied', async () => {
  stage.gate.mode = 'fail'
  const page = await context.newPage()
  await page.goto(stage.site.page('/earlier', tag()))
  await expect.poll(() => stage.gate.posted.length).toBeGreaterThan(0)
  await page.goto(stage.site.page('/asking', tag('data-consent="pending"')))
  stage.gate.reset()
  await settle(page, 2000)
  expect(stage.gate.posted).toEqual([])
  expect(await page.evaluate(() => localStorage.length)).toBe(1)
  await page.evaluate(() => window.collector.setConsent('denied'))
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
  await settle(page, 1000)
  expect(stage.gate.posted).toEqual([])
})

test('a hanging endpoint blocks nothing, and its submissions arrive later', async () => {
  stage.gate.mode = 'hang'
  const page = await context.newPage()
  await page.goto(
    stage.site.page('/hanging', `${tag()}<script>setTimeout(() => { throw new Error('into the void') }, 50)</script>`),
  )
  await expect.poll(() => stage.gate.posted).toHaveLength(1)
  stage.gate.mode = 'pass'
  await page.goto(stage.site.page('/after-hanging', tag()))
  await latestWith('/hanging', 'into the void')
  expect(await arrived('/hanging')).toHaveLength(1)
})

test('a script that answers 404 does no harm', async () => {
  const page = await context.newPage()
  const uncaught: Error[] = []
  page.on('pageerror', (error) => uncaught.push(error))
  await page.goto(
    stage.site.page(
      '/no-script',
      `<script src="${stage.gate.origin}/no-such-collector.js" defer></script><h1>Still here</h1>`,
    ),
  )
  expect(await page.getByRole('heading').textContent()).toBe('Still here')
  expect(uncaught).toEqual([])
})

test('routes of a single-page application are page views with their own URL', async () => {
  const page = await context.newPage()
  await page.goto(stage.site.page('/spa', tag()))
  await expect.poll(() => arrived('/spa')).toHaveLength(1)
  await page.evaluate(() => history.pushState({}, '', '/spa/route'))
  await page.evaluate(() => setTimeout(() => Promise.reject(new Error('on the route'))))
  const route = await latestWith('/spa/route', 'on the route')
  const [first] = await arrived('/spa')
  expect(route.pageViewId).not.toBe(first?.pageViewId)
  expect(route.page['referrer']).toBe(`${stage.site.origin}/spa`)
  expect(first?.errors).toEqual([])
  // a change of the hash alone is no page view
  await page.evaluate(() => {
    location.hash = '#part'
  })
  await settle(page, 1000)
  expect(await arrived('#part')).toEqual([])
})

// This Chromium has no back/forward cache, so the test dispatches the event; engines.test.ts has real ones.
test('a page restored from the back/forward cache is a page view of its own', async () => {
  const page = await context.newPage()
  await page.goto(stage.site.page('/cached', tag()))
  await expect.poll(() => arrived('/cached')).toHaveLength(1)
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  const views = async () => new Set((await arrived('/cached')).map(({ pageViewId }) => pageViewId)).size
  await expect.poll(views).toBe(2)
  await expectOnce('/cached')
})

test('a slow click is reported with its element, its phases and the responsible script', async () => {
  const page = await context.newPage()
  await page.goto(
    stage.site.page(
      '/slow',
      `<button id="pay">Pay</button>${tag()}<script>
        document.querySelector('#pay').addEventListener('click', function pay() {
          const end = performance.now() + 250
          while (performance.now() < end);
        })
      </script>`,
    ),
  )
  await page.click('#pay')
  await settle(page, 500)
  await page.goto('about:blank')
  const performanceOf = async () => {
    const { rows } = await stage.database.query(
      "select performance_data from debug_data where page like '%/slow%' order by id desc limit 1",
    )
    return JSON.parse(rows[0]?.performance_data ?? '{}')
  }
  await expect.poll(async () => (await performanceOf()).vitals?.inp?.value).toBeGreaterThan(200)
  const { vitals, longAnimationFrames } = await performanceOf()
  expect(vitals.inp).toMatchObject({
    rating: expect.stringMatching(/^(needs-improvement|poor)$/),
    attribution: {
      interactionTarget: '#pay',
      interactionType: 'pointer',
      script: { invoker: expect.stringContaining('pay') },
    },
  })
  expect(vitals.inp.attribution.processingDuration).toBeGreaterThan(200)
  expect(longAnimationFrames[0].scripts[0].sourceURL).toContain('/slow')
  expect(vitals.lcp.attribution.target).toBeTruthy()
})

declare global {
  interface Window {
    collector: { setConsent(consent: 'granted' | 'denied'): void }
  }
}
