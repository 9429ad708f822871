import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { ErrorGroupsAnswer, OverviewAnswer, SetupAnswer } from '@collector/schema'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleClient, inlineScript } from './bundle-client.ts'
import { type Dashboard, startDashboard } from './dashboard.ts'
import { type Site, startSite } from './site.ts'

let dashboard: Dashboard
let site: Site
let dsn: string

beforeAll(async () => {
  dashboard = await startDashboard()
  site = await startSite()
  ;({ dsn } = await ask<SetupAnswer>('/setup'))
})
afterAll(async () => {
  site?.close()
  await dashboard?.stop()
})

async function ask<Answer>(path: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${dashboard.token}` }
  return (await fetch(`${dashboard.origin}/api${path}`, { headers })).json() as Promise<Answer>
}

const renderBroken = `createRoot(document.body.appendChild(document.createElement('main'))).render(
  createElement(Sentry.ErrorBoundary, { fallback: 'Gone' }, createElement(() => { throw new Error('Rendered') })))`

describe.each<[version: string, client: string, script: string, others: string[]]>([
  ['eleven', 'sentry', '', []],
  ['ten', 'sentry-10', '', []],
  ['react', 'sentry-react', renderBroken, ['captured: Rendered']],
])("version %s of Sentry's SDK for browsers", (version, client, more, others) => {
  const path = `/sentry-${version}`
  const filter = `?path=${path}`
  let page: Page
  beforeAll(async () => {
    const script = await bundleClient(fileURLToPath(new URL(`./clients/${client}.ts`, import.meta.url)))
    page = await dashboard.browser.newPage()
    await page.goto(
      site.page(
        path,
        `<h1>Shop</h1>${inlineScript(script)}<script>
          Sentry.init({
            dsn: '${dsn}', release: 'shop@1.4.2', environment: 'test', tracesSampleRate: 1,
            integrations: [Sentry.browserTracingIntegration()],
          })
          Sentry.addBreadcrumb({ category: 'cart', message: 'Opened' })
          setTimeout(() => { throw new TypeError('Thrown ${version}', { cause: new RangeError('Root') }) }, 50)
          setTimeout(() => Promise.reject(new Error('Rejected ${version}')), 100)
          setTimeout(() => Sentry.captureMessage('Said ${version}'), 150)
          ${more}
        </script>`,
      ),
    )
  })
  afterAll(() => page?.close())

  test('its errors and messages are groups, with their release and their breadcrumbs', async () => {
    const groups = async () => (await ask<ErrorGroupsAnswer>(`/errors${filter}`)).items
    await expect
      .poll(async () => (await groups()).map(({ message, type }) => `${type}: ${message}`).toSorted())
      .toEqual([
        ...others,
        `captured: Said ${version}`,
        `error: Thrown ${version}`,
        `unhandledrejection: Rejected ${version}`,
      ])
    const thrown = (await groups()).find(({ type }) => type === 'error')
    const { occurrences } = await ask<{ occurrences: { error: object }[] }>(`/errors/${thrown?.groupKey}`)
    expect(occurrences[0]?.error).toMatchObject({
      name: 'TypeError',
      cause: ['RangeError: Root'],
      breadcrumbs: expect.arrayContaining([expect.objectContaining({ type: 'cart', message: 'Opened' })]),
    })
  })

  test('all of it is one page view, with its vitals', async () => {
    const overview = () => ask<OverviewAnswer>(`/overview${filter}`)
    await page.goto('about:blank')
    const measured = async () =>
      (await overview()).vitals.filter(({ count }) => count.current > 0).map(({ metric }) => metric)
    await expect.poll(measured).toEqual(expect.arrayContaining(['lcp', 'fcp', 'ttfb']))
    expect((await overview()).counts.pageViews.current).toBe(1)
  })
})

test("errors of Sentry's SDK for Node are groups; page views, vitals and shares stay as they were", async () => {
  const numbers = async () => {
    const { counts, vitals, browsers, devices } = await ask<OverviewAnswer & Record<string, unknown>>('/overview')
    return { pageViews: counts.pageViews.current, vitals, browsers, devices }
  }
  const before = await numbers()
  expect(before.pageViews).toBeGreaterThan(0)
  const client = fileURLToPath(new URL('./clients/sentry-node.ts', import.meta.url))
  await promisify(execFile)(process.execPath, [client, dsn])
  const { items } = await ask<ErrorGroupsAnswer>('/errors?environment=server')
  expect(items.map(({ message, type, pageViews }) => `${type}: ${message}, ${pageViews}`).toSorted()).toEqual([
    'captured: Out of stock, 0',
    'captured: Started, 0',
    'error: Thrown by the server, 0',
  ])
  const caught = items.find(({ message }) => message === 'Out of stock')
  const { occurrences } = await ask<{ occurrences: object[] }>(`/errors/${caught?.groupKey}`)
  expect(occurrences[0]).toMatchObject({
    error: {
      name: 'Error',
      cause: ['RangeError: Stock is -1'],
      stack: expect.stringContaining('sentry-node.ts'),
      breadcrumbs: expect.arrayContaining([expect.objectContaining({ type: 'cart', message: 'Opened' })]),
    },
    submission: { kind: 'report' },
  })
  expect(await numbers()).toEqual(before)
})
