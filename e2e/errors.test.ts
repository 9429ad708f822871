import { launchChromium } from '@collector/testing/chromium'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { collectorOrigin, type RecordedSubmission, recordSubmissions } from './record-submissions.ts'
import { type Site, startSite } from './site.ts'

let browser: Browser
let site: Site
let context: BrowserContext
let page: Page
let submissions: RecordedSubmission[]

beforeAll(async () => {
  site = await startSite()
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  site?.close()
})

beforeEach(async () => {
  context = await browser.newContext()
  submissions = await recordSubmissions(context)
  page = await context.newPage()
})
afterEach(() => context.close())

const tag = `<script src="${collectorOrigin}/collector.js" data-delay-ms="300"></script>`

/** Returns the errors of the page's last submission. */
async function errorsOf(html: string, headers = {}) {
  await page.goto(site.page('/page', html, headers))
  await page.waitForTimeout(800)
  await page.goto('about:blank')
  await expect.poll(() => submissions.length).toBeGreaterThan(0)
  return submissions.at(-1)?.errors ?? []
}

const sourcesOf = (errors: Record<string, unknown>[], wanted = 'resource') =>
  errors
    .filter(({ type }) => type === wanted)
    .map(({ source, count }) => `${String(source).replace(site.origin, '')} ${count}`)
    .sort()

test('failed resources are reported once with their URL; failed requests by script are errors of their own', async () => {
  const errors =
    await errorsOf(`<img src="/no-before.png"><script>fetch('/no-fetch'); navigator.sendBeacon('/no-beacon')</script>
    ${tag}<img srcset="/no-a.png"><picture><source srcset="/no-c.webp"><img src="/fallback.png"></picture>
    <svg><image href="/no-d.png"/></svg><object data="/no-e.bin"></object><div id="host"></div>
    <style>body { background: url(/no-background.png) }</style>
    <script>
      document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML = '<img src="/no-shadow.png">'
      fetch('/no-fetch-after')
      const request = new XMLHttpRequest()
      request.open('GET', '/no-request')
      request.send()
    </script>`)
  expect(sourcesOf(errors)).toEqual(
    ['a.png', 'background.png', 'before.png', 'c.webp', 'd.png', 'e.bin', 'shadow.png'].map((name) => `/no-${name} 1`),
  )
  expect(sourcesOf(errors, 'request')).toEqual(
    ['beacon', 'fetch', 'fetch-after', 'request'].map((name) => `/no-${name} 1`),
  )
})

test('an error that is captured and thrown again counts once; the value of a rejected promise is readable', async () => {
  const errors = await errorsOf(`${tag}<script>
    setTimeout(() => { try { pay() } catch (error) { collector.captureError(error, { step: 1 }); throw error } })
    const script = Object.assign(document.createElement('script'), { src: '/nope.js' })
    script.onerror = (event) => Promise.reject(event)
    document.head.append(script)
    fetch('/nope.json').then((response) => { throw response })
    Promise.reject({ code: 4001, message: 'User rejected the request.' })
  </script>`)
  expect(errors.map(({ type, message, count }) => `${type} ${message} ${count}`).sort()).toEqual([
    'error pay is not defined 1',
    `request 404 ${site.origin}/nope.json 1`,
    'resource <script> failed to load 1',
    `unhandledrejection Event "error" on <script src="${site.origin}/nope.js"> 1`,
    `unhandledrejection Response 404 ${site.origin}/nope.json 1`,
    'unhandledrejection User rejected the request. {"code":4001} 1',
  ])
  expect(errors.find(({ type }) => type === 'error')).toMatchObject({ context: { step: 1 } })
})

test('errors are collected after document.open()', async () => {
  const opening = `document.open(); document.write('<p>anew</p>'); document.close()`
  const errors = await errorsOf(
    `${tag}<script>setTimeout(() => { ${opening} }, 50); setTimeout(() => { throw new Error('after') }, 150)</script>`,
  )
  expect(errors).toMatchObject([{ message: 'after', count: 1 }])
})

test('the message says "would block" for a report-only policy and "blocked" for an enforced one', async () => {
  const headers = {
    'content-security-policy': "object-src 'none'",
    'content-security-policy-report-only': `script-src ${collectorOrigin}`,
  }
  const errors = await errorsOf(`${tag}<object data="/x.bin"></object><script>window.ran = true</script>`, headers)
  const told = errors.filter(({ type }) => type === 'csp')
  expect(told.map(({ message, disposition, noise }) => [message, disposition, noise]).sort()).toEqual([
    [`object-src blocked ${site.origin}/x.bin`, 'enforce', undefined],
    ['script-src-elem would block inline', 'report', 'report-only'],
  ])
})

test('an error in a worker has its name, message and location', async () => {
  const errors = await errorsOf(
    `${tag}<script>new Worker(URL.createObjectURL(new Blob(['setTimeout(() => { throw new TypeError("in a worker") })'])))</script>`,
  )
  expect(errors).toMatchObject([{ type: 'error', name: 'TypeError', message: 'in a worker', lineno: 1, count: 1 }])
})

test('the latest of 60 different errors are kept with their total number', async () => {
  await errorsOf(`${tag}<script>for (let i = 0; i < 60; i++) setTimeout(() => { throw new Error('number ' + i) })
    setTimeout(() => { throw new Error('the important one') }, 100)</script>`)
  const { errors = [], truncated } = submissions.at(-1) ?? {}
  expect(errors).toHaveLength(50)
  expect(errors.at(-1)).toMatchObject({ message: 'the important one' })
  expect(truncated).toEqual({ errors: 61 })
})
