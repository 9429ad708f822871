import { fileURLToPath } from 'node:url'
import { launchChromium } from '@collector/testing/chromium'
import { type RunningCollector, startCollector } from '@collector/testing/collector'
import { startPostgres, type TestPostgres } from '@collector/testing/postgres'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleClient, inlineScript } from './bundle-client.ts'
import { type Site, startSite } from './site.ts'

const token = 'token-of-the-clients'
let postgres: TestPostgres
let collector: RunningCollector
let limited: RunningCollector
let browser: Browser
let site: Site

beforeAll(async () => {
  postgres = await startPostgres()
  const shared = { DB_URL: await postgres.createDatabase(), ACCESS_TOKEN: token }
  collector = await startCollector({ ...shared, RATE_LIMIT_PER_MINUTE: '0' })
  limited = await startCollector({ ...shared, RATE_LIMIT_PER_MINUTE: '1' })
  browser = await launchChromium()
  site = await startSite()
})
afterAll(async () => {
  site?.close()
  await browser?.close()
  await limited?.stop()
  await collector?.stop()
  await postgres?.remove()
})

async function ask(path: string) {
  const answer = await fetch(`${collector.origin}/api${path}`, { headers: { authorization: `Bearer ${token}` } })
  return answer.json()
}

/** Opens a page whose function `tell` hands an error to the SDK, and notes the posts with their answers. */
async function open(client: 'faro' | 'sentry', { origin }: RunningCollector): Promise<{ page: Page; posts: Posted[] }> {
  const script = await bundleClient(fileURLToPath(new URL(`./clients/${client}.ts`, import.meta.url)))
  const dsn = (await ask('/setup')).dsn.replace(new URL(collector.origin).host, new URL(origin).host)
  const start =
    client === 'faro'
      ? `const { api } = Faro.initializeFaro({ url: '${origin}/faro/collect', app: { name: 'shop' } })
         const tell = (message) => api.pushError(new Error(message))`
      : `Sentry.init({ dsn: '${dsn}' })
         const tell = (message) => Sentry.captureException(new Error(message))`
  const page = await browser.newPage()
  await page.clock.install()
  const posts: Posted[] = []
  page.on('response', async (response) => {
    const request = response.request()
    if (request.method() !== 'POST' || !request.url().startsWith(origin)) return
    const headers = await response.allHeaders()
    posts.push({
      status: response.status(),
      body: request.postData() ?? '',
      key: (await request.allHeaders())['idempotency-key'],
      retryAfter: Number(headers['retry-after']),
    })
  })
  await page.goto(site.page(`/${client}`, `${inlineScript(script)}<script>${start}; window.tell = tell</script>`))
  return { page, posts }
}

interface Posted {
  status: number
  body: string
  key: string | undefined
  retryAfter: number
}

const tell = (page: Page, message: string) => page.evaluate(`tell(${JSON.stringify(message)})`)

test("Faro's SDK sends again what got 429, when Retry-After says", async () => {
  const { page, posts } = await open('faro', limited)
  const refused = () => posts.filter(({ status }) => status === 429)
  let told = 0
  await expect
    .poll(async () => {
      await tell(page, `Refused ${told++}`)
      return refused().length
    })
    .toBeGreaterThan(0)
  const [first] = refused()
  const again = () => posts.filter(({ key }) => key === first?.key)
  const others = posts.length
  await expect
    .poll(async () => {
      await tell(page, `Refused ${told++}`)
      return posts.length
    })
    .toBeGreaterThan(others + 1)
  expect(again()).toHaveLength(1)
  await page.clock.fastForward(1000 * (first?.retryAfter ?? 0))
  await expect.poll(() => again().length).toBe(2)
  await page.close()
})

test("Sentry's SDK sends nothing until the time of a 429 is over", async () => {
  const { page, posts } = await open('sentry', limited)
  let told = 0
  await expect
    .poll(async () => {
      await tell(page, `Refused ${told++}`)
      return posts.map(({ status }) => status)
    })
    .toContain(429)
  const { length } = posts
  const retryAfter = posts.find(({ status }) => status === 429)?.retryAfter ?? 0
  for (const _ of Array(5)) await tell(page, `Dropped ${told++}`)
  await page.clock.fastForward(1000 * retryAfter)
  await tell(page, 'Sent after the time')
  await expect
    .poll(() =>
      posts
        .slice(length)
        .map(({ body }) => body)
        .join(),
    )
    .toContain('Sent after the time')
  expect(posts.map(({ body }) => body).join()).not.toContain('"value":"Dropped')
  await page.close()
})

test("Faro's SDK sends again what got 503, and it is stored once", async () => {
  const { page, posts } = await open('faro', collector)
  await postgres.stop()
  await tell(page, 'While the database was away')
  await expect.poll(() => posts.map(({ status }) => status)).toContain(503)
  await postgres.start()
  await expect
    .poll(async () => {
      await page.clock.fastForward(2000)
      return posts.some(({ status, body }) => status === 202 && body.includes('While the database'))
    })
    .toBe(true)
  const { items } = await ask('/errors?q=While')
  expect(items).toMatchObject([{ message: 'While the database was away', count: 1, pageViews: 1 }])
  await page.close()
})
