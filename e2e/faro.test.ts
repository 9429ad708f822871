import { fileURLToPath } from 'node:url'
import type { ErrorGroupsAnswer, OverviewAnswer } from '@collector/schema'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleClient, inlineScript } from './bundle-client.ts'
import { type Dashboard, startDashboard } from './dashboard.ts'
import { type Site, startSite } from './site.ts'

let dashboard: Dashboard
let site: Site
let script: string
const pages: Page[] = []

beforeAll(async () => {
  dashboard = await startDashboard({ env: { RATE_LIMIT_PER_MINUTE: '0' } })
  site = await startSite()
  script = inlineScript(await bundleClient(fileURLToPath(new URL('./clients/faro.ts', import.meta.url))))
})
afterAll(async () => {
  for (const page of pages) await page.close()
  site?.close()
  await dashboard?.stop()
})

async function ask<Answer>(path: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${dashboard.token}` }
  return (await fetch(`${dashboard.origin}/api${path}`, { headers })).json() as Promise<Answer>
}

/** Opens a page with the SDK. */
async function open(path: string, then: string, origin = dashboard.origin): Promise<Page> {
  const page = await dashboard.browser.newPage()
  pages.push(page)
  await page.goto(
    site.page(
      path,
      `<h1>Shop</h1><button>Pay</button>${script}<script>
        const faro = Faro.initializeFaro({
          url: '${origin}/faro/collect',
          app: { name: 'shop', version: '1.4.2', environment: 'test' },
          user: { id: '42' },
        })
        ${then}
      </script>`,
    ),
  )
  return page
}

test("the errors of Grafana Faro's SDK are groups, and what it sends of a page is one page view with its vitals", async () => {
  const path = '/faro'
  const page = await open(
    `${path}`,
    `setTimeout(() => { throw new TypeError('Thrown') }, 50)
     setTimeout(() => Promise.reject(new Error('Rejected')), 100)
     setTimeout(() => faro.api.pushError(new Error('Pushed', { cause: new RangeError('Root') })), 150)
     setTimeout(() => console.error('Logged'), 200)`,
  )
  await page.click('button')
  const groups = async () => (await ask<ErrorGroupsAnswer>(`/errors?path=${path}`)).items
  await expect
    .poll(async () => (await groups()).map(({ message, type }) => `${type}: ${message}`).toSorted())
    .toEqual(['captured: console.error: Logged', 'error: Pushed', 'error: Rejected', 'error: Thrown'])
  const pushed = (await groups()).find(({ message }) => message === 'Pushed')
  const { occurrences } = await ask<{ occurrences: { error: object; submission: { submissionId: string } }[] }>(
    `/errors/${pushed?.groupKey}`,
  )
  expect(occurrences[0]?.error).toMatchObject({ cause: ['RangeError: Root'] })
  const whole = await ask(`/submissions/${occurrences[0]?.submission.submissionId}`)
  expect(whole).toMatchObject({ app: { release: '1.4.2', environment: 'test' }, user: { id: '42' } })

  await page.goto('about:blank')
  const overview = () => ask<OverviewAnswer>(`/overview?path=${path}`)
  const measured = async () =>
    (await overview()).vitals.filter(({ count }) => count.current > 0).map(({ metric }) => metric)
  await expect.poll(measured).toEqual(expect.arrayContaining(['lcp', 'fcp', 'ttfb', 'cls']))
  expect((await overview()).counts.pageViews.current).toBe(1)
})
