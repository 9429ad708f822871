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

const tag = (attributes = '') =>
  `<script src="${stage.gate.origin}/collector.js" data-delay-ms="200" ${attributes}></script>`
const secrets = '?access_token=S3CRET&page=2'
const maxBytes = 65_536

/** Returns the latest stored submission of a page, once it has the error. */
async function stored(path: string, message = '') {
  const latest = () =>
    stage.gate.stored.map((body) => JSON.parse(body)).findLast(({ page: sent }) => sent?.url.includes(path)) ?? {}
  await expect
    .poll(() =>
      latest()
        .errors?.map((error: { message: string }) => error.message)
        .join(),
    )
    .toContain(message)
  return latest()
}

const throwing = "setTimeout(() => { throw new Error('heard') }, 50)"

test.each<[string, before: string, after: string]>([
  [
    'an old Prototype.js gives arrays a toJSON',
    "<script>Array.prototype.toJSON = function () { return '[' + this.map(JSON.stringify).join() + ']' }</script>",
    '',
  ],
  [
    'every kind of value has a toJSON that throws',
    "<script>for (const kind of [Object, String, Number, Date, Array]) Object.defineProperty(kind.prototype, 'toJSON', { value() { throw new Error('toJSON') } })</script>",
    '',
  ],
  ['dates say nonsense', "<script>Date.prototype.toISOString = () => 'yesterday'</script>", ''],
  ['a form is called title', '', '<form name="title"></form>'],
  ['an image is called referrer', '<img name="referrer" alt="">', ''],
  ['an image is called currentScript', '<img name="currentScript" alt="">', ''],
  [
    'images are called readyState and prerendering',
    '<img name="readyState" alt=""><img name="prerendering" alt="">',
    '',
  ],
  ['a form is called visibilityState', '<form name="visibilityState"></form>', ''],
  ['an element has the id of the collector', '<div id="collector"></div>', ''],
  [
    'an application wraps fetch and adds a header that CORS refuses',
    '',
    "<script>const native = fetch; window.fetch = (url, options) => native(url, { ...options, headers: { ...options?.headers, authorization: 'x' } })</script>",
  ],
  ['an application breaks fetch', '', "<script>window.fetch = () => { throw new Error('fetch') }</script>"],
  ['an application replaces JSON', '', "<script>JSON.stringify = () => '{}'</script>"],
  [
    'the browser cannot tell its timing',
    "<script>performance.getEntriesByType = () => { throw new Error('timing') }</script>",
    '',
  ],
])('an error arrives although %s', async (_name, before, after) => {
  await page.goto(stage.site.page('/hostile', `${before}${tag()}${after}<script>${throwing}</script>`))
  const { page: sent, timestamp, browser: about } = await stored('/hostile', 'heard')
  expect(sent).toMatchObject({ title: 'A site', referrer: '' })
  expect(timestamp).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  expect(about).toMatchObject({ userAgent: expect.any(String) })
  expect(await page.evaluate(() => typeof window.collector.captureError)).toBe('function')
})

test('values without JSON lose nothing else, and are serialised when they are passed in', async () => {
  await page.goto(
    stage.site.page(
      '/context',
      `<button id="pay"></button>${tag()}<script>
        setTimeout(() => { throw new Error('before') }, 20)
        setTimeout(() => {
          const el = document.querySelector('#pay')
          el.__reactFiber$ = { stateNode: el }
          const state = { el, orderId: 10n, symbol: Symbol('s'), big: 'x'.repeat(1e6),
            map: new Map([['a', 1]]), at: new Date(0), get trap() { throw new Error('trap') }, url: '/pay${secrets}' }
          state.self = state
          state.list = Array(1e6).fill('item')
          collector.captureError(new Error('pay failed'), state)
          state.orderId = 11n
          collector.captureError(new Error('as JSON'), JSON.parse('{"__proto__":{"a":1},"constructor":{"prototype":1}}'))
        }, 40)
        setTimeout(() => { throw new Error('after') }, 60)
      </script>`,
    ),
  )
  const { errors, truncated } = await stored('/context', 'after')
  const context = (errors as { message: string; context: object }[]).find(
    ({ message }) => message === 'pay failed',
  )?.context
  expect(context).toMatchObject({ el: '#pay', orderId: '10', symbol: 'Symbol(s)', at: '1970-01-01T00:00:00.000Z' })
  expect(errors.map(({ message }: { message: string }) => message)).toEqual([
    'before',
    'pay failed',
    'as JSON',
    'after',
  ])
  expect(JSON.stringify(context).length).toBeLessThan(12_000)
  expect(truncated).toBeUndefined()
})

test('URLs are sent without secrets: of the page, its scripts, requests, errors and frames', async () => {
  stage.site.page('/slow.js', 'for (const end = performance.now() + 200; performance.now() < end; );', {
    'content-type': 'text/javascript',
  })
  await page.goto(
    `${stage.site.page(
      '/secret',
      `${tag()}<script src="/slow.js${secrets}"></script><script>
        fetch('/answer${secrets}&who=jane@mail.example')
        setTimeout(() => { throw new Error('no answer from ' + location.href) }, 50)
        collector.captureError(new Error('x', { cause: new Error(location.href) }), { at: location.href })
        document.title = 'Mail of jane@mail.example'
      </script><img src="/missing.png${secrets}" alt="">`,
    )}${secrets}&who=jane@mail.example#id_token=S3CRET`,
  )
  const sent = await stored('/secret', 'no answer from')
  expect(sent.performance.navigation.name).toBe(
    `${stage.site.origin}/secret?access_token=[removed]&page=2&who=[removed]#id_token=[removed]`,
  )
  await expect.poll(() => JSON.stringify(stage.gate.stored)).toContain('slow.js')
  expect(stage.gate.posted.join()).not.toMatch(/S3CRET|jane/)
})

test.each([
  ['Chinese messages', "for (let i = 0; i < 12; i++) setTimeout(() => { throw new Error(i + '中'.repeat(2400)) })"],
  [
    'large contexts',
    "for (let i = 0; i < 30; i++) collector.captureError(new Error('e' + i), { text: 'é'.repeat(200000), list: Array(5000).fill('é') })",
  ],
  [
    'long causes',
    "for (let i = 0; i < 12; i++) { let e; for (let j = 0; j < 6; j++) e = new Error(i + 'c'.repeat(2400), { cause: e }); collector.captureError(e) }",
  ],
])('%s are cut to the limit, and the submission says so', async (_name, script) => {
  await page.goto(stage.site.page('/large', `${tag()}<script>${script}</script>`))
  const { truncated, errors } = await stored('/large')
  expect(truncated).toMatchObject({ errors: expect.any(Number) })
  expect(errors.length).toBeGreaterThanOrEqual(10)
  expect(Math.max(...stage.gate.posted.map((body) => Buffer.byteLength(body)))).toBeLessThan(maxBytes)
})

test('an undeliverable submission blocks neither later ones nor the next page', async () => {
  stage.gate.broken = /stuck/
  await page.goto(stage.site.page('/stuck', `${tag()}<script>throw new Error('stuck')</script>`))
  await expect.poll(() => stage.gate.posted.length).toBeGreaterThan(1)
  await page.evaluate(() => setTimeout(() => Promise.reject(new Error('stuck as well'))))
  await expect.poll(() => stage.gate.posted.join()).toContain('stuck as well')
  stage.gate.mode = 'fail'
  await page.goto(stage.site.page('/behind', `${tag()}<script>throw new Error('behind')</script>`))
  await expect.poll(() => stage.gate.posted.join()).toContain('behind')
  stage.gate.mode = 'pass'
  await page.goto(stage.site.page('/next', tag()))
  await stored('/next')
  await stored('/behind', 'behind')
  // the page forgets what was delivered once it has the answer
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).length)).toBe(2)
})

test('a request is sent without keepalive if the browser refuses it', async () => {
  // the page itself has used up what the browser allows
  await page.goto(
    stage.site.page(
      '/full',
      `<script>fetch('${stage.gate.origin}/hanging', { method: 'POST', keepalive: true, body: 'h'.repeat(60000) }).catch(() => {})</script>
      ${tag()}<script>for (let i = 0; i < 8; i++) setTimeout(() => { throw new Error(i + 'x'.repeat(1500)) })</script>`,
    ),
  )
  await stored('/full')
})

const told = 'window.told = []; window.onError = ({ submission, ...rest }) => told.push(rest)'
declare const window: {
  told: { reason: string; willRetry: boolean }[]
  collector: { captureError: unknown; flush(): Promise<void>; setConsent(consent: string): void }
  release(): void
}

test.each([
  ['a promise', 'async (s) => { await 0; delete s.page.title; return s }', undefined],
  ['a promise of null', 'async () => null', null],
  ['null', '() => null', null],
  ['nothing', '() => {}', 'beforeSend returned undefined'],
  ['a promise of nothing', 'async () => {}', 'beforeSend returned undefined'],
  ['a function', '() => () => {}', 'beforeSend returned () => {}'],
  ['true', '() => true', 'beforeSend returned true'],
  ['a promise that is rejected', "async () => { throw new Error('no') }", 'beforeSend threw: no'],
  ['what JSON cannot hold', '(s) => { s.tags = { id: 10n }; s.tags.self = s.tags; return s }', undefined],
])('beforeSend may return %s', async (_name, beforeSend, reason) => {
  await page.goto(
    stage.site.page(
      '/before',
      `<script>${told}; window.change = ${beforeSend}</script>${tag('data-before-send="change" data-on-send-error="onError"')}`,
    ),
  )
  if (reason === undefined) {
    expect(await stored('/before')).toMatchObject({ page: { url: `${stage.site.origin}/before` }, browser: {} })
  } else if (reason) {
    await expect.poll(() => page.evaluate(() => window.told)).toEqual([{ reason, willRetry: false }])
    expect(stage.gate.posted).toEqual([])
  } else {
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)))
    expect(await page.evaluate(() => window.told)).toEqual([])
    expect(stage.gate.posted).toEqual([])
  }
})

test('consent withdrawn while beforeSend works stops the submission', async () => {
  await page.goto(
    stage.site.page(
      '/withdrawn',
      `<script>window.change = (s) => new Promise((resolve) => { window.release = () => resolve(s) })</script>${tag('data-before-send="change"')}`,
    ),
  )
  await page.waitForFunction(() => window.release)
  await page.evaluate(async () => {
    window.collector.setConsent('denied')
    window.release()
    await new Promise((resolve) => setTimeout(resolve, 300))
  })
  expect(stage.gate.posted).toEqual([])
})

test('the 200 of a captive portal is reported and does not count as delivery', async () => {
  stage.gate.mode = 'portal'
  await page.goto(stage.site.page('/portal', `<script>${told}</script>${tag('data-on-send-error="onError"')}`))
  await expect
    .poll(() => page.evaluate(() => window.told[0]))
    .toMatchObject({ status: 200, reason: 'the server answered 200 without x-submission-number', willRetry: true })
  stage.gate.mode = 'pass'
  await stored('/portal')
})

test.each([
  [
    'a module with a query',
    () => `<script type="module" src="${stage.gate.origin}/collector.js?v=2" data-delay-ms="100"></script>`,
  ],
  [
    'a copy in the page that names its endpoint',
    () => `<script data-endpoint="${stage.gate.origin}/collect" data-delay-ms="100">${'{{script}}'}</script>`,
  ],
])('the SDK runs as %s', async (_name, tagOf) => {
  const script = await (await fetch(`${stage.gate.origin}/collector.js`)).text()
  await page.goto(
    stage.site.page(
      '/loaded',
      tagOf().replace('{{script}}', () => script.replaceAll('</script', '<\\/script')),
    ),
  )
  await stored('/loaded')
})

test('the script evaluated without a tag does not start, and says what is missing', async () => {
  const warnings: string[] = []
  page.on('console', (message) => warnings.push(message.text()))
  const script = await (await fetch(`${stage.gate.origin}/collector.js`)).text()
  await page.goto(
    stage.site.page(
      '/evaluated',
      `<script>addEventListener('load', () => setTimeout(${JSON.stringify(script)}))</script>`,
    ),
  )
  await expect.poll(() => warnings).toContain('Collector: set data-endpoint')
  expect(await page.evaluate(() => 'collector' in window)).toBe(false)
})
