import { request } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { ErrorGroupsAnswer } from '@collector/schema'
import { launchChromium } from '@collector/testing/chromium'
import { hasOpenssl, selfSigned } from '@collector/testing/self-signed'
import type { Browser, BrowserContext } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'

/** Chromium sends the reports of `Reporting-Endpoints` from https alone. */
describe.skipIf(!hasOpenssl)('reports that Chromium sends by itself', () => {
  let dashboard: Dashboard
  let server: Server
  let browser: Browser
  let context: BrowserContext
  let origin: string

  beforeAll(async () => {
    dashboard = await startDashboard({ env: { RATE_LIMIT_PER_MINUTE: '0' } })
    const { key, cert, spki } = await selfSigned()
    server = createServer({ key, cert }, (incoming, outgoing) => {
      const { pathname } = new URL(incoming.url ?? '/', origin)
      if (pathname === '/down') return void incoming.socket.destroy()
      if (pathname === '/shop') {
        return void outgoing.writeHead(200, { 'content-type': 'text/html', ...reportingHeaders(origin) }).end(page)
      }
      const { host: _, ...headers } = incoming.headers
      const forwarded = request(
        `${dashboard.origin}${incoming.url}`,
        { method: incoming.method, headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(outgoing)
        },
      )
      incoming.pipe(forwarded)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `https://localhost:${(server.address() as AddressInfo).port}`
    browser = await launchChromium({
      args: ['--short-reporting-delay', `--ignore-certificate-errors-spki-list=${spki}`],
    })
    context = await browser.newContext()
    // without it Chromium keeps reports to itself; a visitor's grants it unasked
    await context.grantPermissions(['background-sync'])
  })
  afterAll(async () => {
    await browser?.close()
    server?.close()
    server?.closeAllConnections()
    await dashboard?.stop()
  })

  async function ask<Answer>(path: string): Promise<Answer> {
    const headers = { authorization: `Bearer ${dashboard.token}` }
    return (await fetch(`${dashboard.origin}/api${path}`, { headers })).json() as Promise<Answer>
  }
  const reported = async () => {
    const { items } = await ask<ErrorGroupsAnswer>('/errors?kind=report&limit=100')
    const lines = items.map(({ type, message }) => `${type}: ${message.replaceAll(origin, '')}`)
    // Chromium may try again on a new connection, and report that too
    return lines.filter((line) => line !== 'network: tcp.closed /down').sort()
  }

  test('policies, deprecations, interventions, failed requests, and the crash of a page view', async () => {
    const tab = await context.newPage()
    await tab.goto(`${origin}/shop?token=S3CRET`)
    await expect
      .poll(reported)
      .toEqual([
        'csp: img-src blocked /x.png',
        'csp: object-src would block /x.bin',
        expect.stringMatching(/^deprecation: Synchronous `XMLHttpRequest`/),
        expect.stringMatching(/^intervention: Blocked call to navigator.vibrate/),
        'network: 404 /missing',
        'network: http.response.invalid.empty /down',
      ])
    const pageViews = async () => (await ask<{ items: { submissionId: string }[] }>('/submissions?kind=pageView')).items
    await expect.poll(async () => (await pageViews()).length).toBeGreaterThan(0)

    const crashed = tab.waitForEvent('crash')
    await tab.goto('chrome://crash').catch(() => {})
    await crashed
    await expect.poll(reported).toContain('crash: The tab crashed')
    const [viewed] = await pageViews()
    const { pageView } = await ask<{ pageView: { kind: string; submissionId: string }[] }>(
      `/submissions/${viewed?.submissionId}/related`,
    )
    const report = pageView.find(({ kind }) => kind === 'report')
    expect(await ask(`/submissions/${report?.submissionId}`)).toMatchObject({
      page: { url: `${origin}/shop?token=[removed]` },
      errors: [{ type: 'crash' }],
    })
  })
})

const page = `<!doctype html><html lang="en"><title>Shop</title><script src="/collector.js" data-delay-ms="200"></script>
  <img src="/x.png" alt=""><object data="/x.bin"></object><script>
    const request = new XMLHttpRequest()
    request.open('GET', '/missing', false)
    request.send()
    navigator.vibrate(10)
    fetch('/down').catch(() => {})
  </script>`

function reportingHeaders(origin: string) {
  const url = `${origin}/report`
  return {
    'reporting-endpoints': `default="${url}", crash-reporting="${url}"`,
    'report-to': JSON.stringify({ group: 'nel', max_age: 2_592_000, endpoints: [{ url }] }),
    nel: JSON.stringify({ report_to: 'nel', max_age: 2_592_000, failure_fraction: 1 }),
    'content-security-policy': 'img-src data:; report-to default',
    'content-security-policy-report-only': "object-src 'none'; report-to default",
  }
}
