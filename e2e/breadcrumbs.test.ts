import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type EngineWindow, engines } from '@collector/testing/engines'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

interface Submission {
  page: { url: string }
  app: unknown
  user: unknown
  tags: unknown
  errors: {
    type: string
    message: string
    status?: number
    breadcrumbs?: { type: string; message: string }[]
    debugIds?: unknown
  }[]
}

const debugId = '7c1e0f1a-53a8-4f4e-9d56-0c9a4c7f2d11'

/** Every function and accessor that the page can reach by a global name or on the prototype of a global class. */
const natives = `(() => {
  const found = {}
  const holders = { window, ...Object.fromEntries(['document', 'navigator', 'history', 'console', 'performance', 'JSON'].map((name) => [name, window[name]])) }
  for (const name of Object.getOwnPropertyNames(window)) {
    const { value } = Object.getOwnPropertyDescriptor(window, name) ?? {}
    if (typeof value === 'function' && value.prototype) holders[name + '.prototype'] = value.prototype
  }
  for (const [name, holder] of Object.entries(holders)) {
    for (const [key, one] of Object.entries(Object.getOwnPropertyDescriptors(holder))) {
      for (const kind of ['value', 'get', 'set']) {
        if (typeof one[kind] === 'function') found[name + '.' + key + ' ' + kind] = one[kind]
      }
    }
  }
  return found
})()`

const page = (attributes: string) => `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Shop</title>
  <script>
    window.before = ${natives}
    Object.defineProperty(window, 'crashReport', { value: { initialize: async () => {}, set: (...given) => (window.crash = given) } })
  </script>
  <script src="/collector.js" data-delay-ms="200" data-release="1.10" data-environment="test" ${attributes}></script>
  <script src="/app.js"></script>
  <h1>42 EUR to pay</h1><input id="name"><div class="total"><button class="primary">Pay 42 EUR</button></div>`

const script = `(globalThis._sentryDebugIds ??= {})[new Error().stack] = '${debugId}'
  function fail() { throw new Error('broken') }
  function busy() { for (const end = performance.now() + 200; performance.now() < end; ); }`

let server: Server
let origin: string
let posted: Submission[]
let sdk: Buffer

beforeAll(async () => {
  sdk = await readFile(new URL('../packages/sdk/dist/collector.js', import.meta.url))
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site')
    const answer = (status: number, type: string, body: string | Buffer = '') =>
      response.writeHead(status, { 'content-type': type }).end(body)
    if (pathname === '/collect') {
      const chunks: Buffer[] = []
      request.on('data', (chunk) => chunks.push(chunk))
      request.on('end', () => {
        posted.push(JSON.parse(Buffer.concat(chunks).toString()))
        response.writeHead(204).end()
      })
    } else if (pathname === '/collector.js') answer(200, 'text/javascript', sdk)
    else if (pathname === '/app.js') answer(200, 'text/javascript', script)
    else if (pathname.startsWith('/shop')) answer(200, 'text/html', page(searchParams.get('attributes') ?? ''))
    else answer(pathname.startsWith('/broken') ? 500 : 404, 'text/plain')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})
beforeEach(() => {
  posted = []
})

/** The last submission of a page, once it tells of the error. The page before sends its own as it is left. */
async function withError(address = '/shop'): Promise<Submission> {
  const latest = () =>
    posted.findLast(
      ({ page, errors }) => page.url.includes(address) && errors.some(({ message }) => message === 'broken'),
    )
  await expect.poll(latest).toBeTruthy()
  return latest() as Submission
}

describe.each(engines.filter((engine) => engine.isInstalled()))('$name', (engine) => {
  let window: EngineWindow
  beforeAll(async () => {
    window = await engine.open()
  })
  afterAll(() => window?.close())

  test('an error carries what happened before it, no text typed or shown, and nothing of the page is patched', async () => {
    await window.goto(`${origin}/shop?access_token=S3CRET`)
    await window.type('#name', 'Jane Doe')
    await window.click('.primary')
    const knowsRoutes = await window.evaluate(`'navigation' in window`)
    const knowsStatus = await window.evaluate(`'responseStatus' in PerformanceResourceTiming.prototype`)
    const knowsFrames = await window.evaluate(
      `PerformanceObserver.supportedEntryTypes.includes('long-animation-frame')`,
    )
    await window.evaluate(`void (async () => {
      history.pushState({}, '', '/shop/cart')
      dispatchEvent(new Event('offline'))
      await fetch('/missing/17?who=jane@mail.example')
      await fetch('/broken')
      // observers are told of a response some time after it, in the order in which they began
      await new Promise((resolve) => new PerformanceObserver((list) => {
        if (list.getEntries().some(({ name }) => name.endsWith('/broken'))) resolve()
      }).observe({ type: 'resource', buffered: true }))
      collector.setUser({ id: 'u-17' })
      collector.setTag('plan', 'free')
      setTimeout(busy)
      setTimeout(() => {
        collector.addBreadcrumb({ type: 'cart', message: 'opened /cart?token=S3CRET', data: { items: 2 } })
        setTimeout(fail)
      }, 500)
    })()`)

    const { app, user, tags, errors } = await withError()
    expect({ app, user, tags }).toEqual({
      app: { release: '1.10', environment: 'test' },
      user: { id: 'u-17' },
      tags: { plan: 'free' },
    })
    const error = errors.find(({ message }) => message === 'broken')
    const told = error?.breadcrumbs?.map(({ type, message }) => `${type} ${message.replaceAll(origin, '')}`) ?? []
    expect(told.filter((line) => !line.startsWith('long-frame'))).toEqual([
      'navigation /shop?access_token=[removed]',
      'click html>body>div.total>button.primary',
      ...(knowsRoutes ? ['navigation /shop/cart'] : []),
      'network offline',
      ...(knowsStatus ? ['request 404 /missing/17?who=[removed]', 'request 500 /broken'] : []),
      'cart opened /cart?token=[removed]',
    ])
    expect(told.some((line) => /^long-frame \d+(\.\d+)? ms/.test(line))).toBe(knowsFrames)
    expect(error?.debugIds).toEqual({ [`${origin}/app.js`]: debugId })
    const requests = errors.filter(({ type }) => type === 'request')
    expect(requests.map(({ message, status }) => [message.replace(origin, ''), status])).toEqual(
      knowsStatus
        ? [
            ['404 /missing/17', 404],
            ['500 /broken', 500],
          ]
        : [],
    )
    expect(JSON.stringify(posted)).not.toMatch(/Jane|jane|42 EUR|S3CRET/)
    expect(await window.evaluate('crash')).toEqual([
      'collector',
      expect.stringContaining('opened /cart?token=[removed]'),
    ])

    const patched = `Object.entries(${natives}).filter(([name, one]) => window.before[name] && window.before[name] !== one).map(([name]) => name)`
    expect(await window.evaluate(`Object.keys(window.before).length`)).toBeGreaterThan(1000)
    expect(await window.evaluate(patched)).toEqual([])
  })

  test('no breadcrumbs where they are turned off', async () => {
    await window.goto(`${origin}/shop?attributes=data-breadcrumbs=false`)
    await window.click('.primary')
    await window.evaluate(`void setTimeout(fail)`)
    const { errors } = await withError('attributes=')
    expect(errors.filter(({ breadcrumbs }) => breadcrumbs)).toEqual([])
    expect(await window.evaluate('JSON.parse(crash[1])')).toEqual({ pageViewId: expect.any(String), breadcrumbs: [] })
  })
})
