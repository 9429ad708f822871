import { execFile } from 'node:child_process'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { ErrorGroupsAnswer, Frame, SetupAnswer, SourceMapsAnswer, SubmissionErrorsAnswer } from '@collector/schema'
import { freePort } from '@collector/testing/free-port'
import { SentryCli } from '@sentry/cli'
import type { Page } from 'playwright'
import { build, type PreviewServer, preview } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleClient, inlineScript } from './bundle-client.ts'
import { type Dashboard, startDashboard } from './dashboard.ts'

const root = fileURLToPath(new URL('../examples/react-shop', import.meta.url))
const collectorCommand = fileURLToPath(new URL('../apps/api/dist/server.js', import.meta.url))
/** Inside the example, so that sources are named as its own build names them. */
const dir = join(root, 'dist/test')
const sentryConfig = fileURLToPath(new URL('./clients/sentry-vite.config.ts', import.meta.url))
const viteCommand = fileURLToPath(new URL('./node_modules/vite/bin/vite.js', import.meta.url))
const run = promisify(execFile)

let dashboard: Dashboard
const servers: PreviewServer[] = []

beforeAll(async () => {
  dashboard = await startDashboard()
  await rm(dir, { recursive: true, force: true })
  Object.assign(process.env, {
    VITE_COLLECTOR: dashboard.origin,
    VITE_RELEASE: '1.4.2',
    COLLECTOR_TOKEN: dashboard.token,
  })
  await buildShop('plain', { configFile: false })
})
afterAll(async () => {
  for (const server of servers) await server.close()
  await dashboard?.stop()
  await rm(dir, { recursive: true, force: true })
})

/** Builds the example into a directory of its own: by its own configuration, or by other plugins. */
async function buildShop(name: string, config: { configFile?: false }): Promise<string> {
  const outDir = join(dir, name)
  await build({
    root,
    logLevel: 'error',
    ...config,
    build: { outDir, ...(config.configFile === false && { sourcemap: true }) },
  })
  return outDir
}

async function copyPlain(name: string): Promise<string> {
  await cp(join(dir, 'plain'), join(dir, name), { recursive: true })
  return join(dir, name)
}

/** Each builds the shop if it has to, uploads its maps and returns the directory to serve. */
const ways: Record<string, () => Promise<string>> = {
  async 'collector upload'() {
    const shop = await copyPlain('cli')
    await uploadByCommand(shop)
    return shop
  },
  'the plugin of the SDK': () => buildShop('plugin', {}),
  async 'sentry-cli'() {
    const shop = await copyPlain('sentry-cli')
    for (const command of ['inject', 'upload']) {
      await run(SentryCli.getPath(), ['sourcemaps', command, shop], { env: sentryEnv() })
    }
    return shop
  },
  async "Sentry's plugin for Vite"() {
    const shop = join(dir, 'sentry-plugin')
    const env = { ...sentryEnv(), VITE_COLLECTOR: dashboard.origin }
    await run(process.execPath, [viteCommand, 'build', root, '--config', sentryConfig, '--outDir', shop], { env })
    return shop
  },
}

function uploadByCommand(shop: string) {
  return run(process.execPath, [collectorCommand, 'upload', shop, '--url', dashboard.origin, '--delete-maps'])
}

function sentryEnv() {
  return {
    PATH: process.env['PATH'],
    HOME: dir,
    SENTRY_URL: dashboard.origin,
    SENTRY_AUTH_TOKEN: dashboard.token,
    SENTRY_ORG: 'any',
    SENTRY_PROJECT: 'shop',
  }
}

test.each(Object.entries(ways))(
  'after %s the stack of a real browser names every own frame in its source',
  async (_, upload) => {
    const errorsOf = await failInBrowser(await upload())
    const expected = await ownPlaces()
    const [error] = (await errorsOf()).items
    expect(error).toMatchObject({ type: 'error', name: 'TypeError' })
    expect(own(error?.frames).map(placeOf)).toEqual(expected)
    expect(error?.frames.some(({ own, file }) => !own && file?.includes('/react-dom/'))).toBe(true)

    // without its map the same error says so
    await deleteMaps()
    const [unmapped] = (await errorsOf()).items
    expect(own(unmapped?.frames)[0]).toMatchObject({ reason: expect.stringMatching(/^no map for \/assets\/index-/) })
  },
)

test.each([
  ['sentry', (dsn: string) => `Sentry.init({ dsn: '${dsn}' })`],
  [
    'faro',
    (_: string, origin: string) => `Faro.initializeFaro({ url: '${origin}/faro/collect', app: { name: 'shop' } })`,
  ],
])("the same maps name the frames that %s's SDK for browsers sends", async (client, start) => {
  const shop = await copyPlain(client)
  await uploadByCommand(shop)
  const { dsn } = await ask<SetupAnswer>('/setup')
  const script = inlineScript(await bundleClient(fileURLToPath(new URL(`./clients/${client}.ts`, import.meta.url))))
  const html = await readFile(join(shop, 'index.html'), 'utf8')
  const tag = `${script}<script>${start(dsn, dashboard.origin)}</script>`
  await writeFile(
    join(shop, 'index.html'),
    html.replace(/<script src=.*?<\/script>/, () => tag),
  )

  const page = await openShop(shop, `/${client}`)
  await page.click('button')
  const groups = async () => (await ask<ErrorGroupsAnswer>(`/errors?path=/${client}`)).items
  await expect.poll(groups).toMatchObject([{ type: 'error', message: expect.stringContaining('amount') }])
  await page.close()
  const [group] = await groups()
  const { occurrences } = await ask<{ occurrences: { frames: Frame[] }[] }>(`/errors/${group?.groupKey}`)
  // the SDK itself is written into the page, where it wraps listeners
  const frames = occurrences[0]?.frames.filter(({ reason }) => reason !== 'script written into the page')
  expect(own(frames).map(placeOf)).toEqual(await ownPlaces())
  await deleteMaps()
})

const own = (frames: Frame[] = []) => frames.filter((frame) => frame.own)
const placeOf = ({ function: name, file, line, column, context, reason }: Frame) => ({
  name,
  file,
  line,
  column,
  source: context?.line,
  reason,
})

/** The places that the example's error goes through, found in its sources. */
async function ownPlaces() {
  const calls: [name: string, file: string, place: string, text: string][] = [
    ['Cart.total', 'src/cart.ts', '{ amount: number }).', 'amount'],
    ['applyDiscount', 'src/checkout.ts', 'const total = cart.', 'total()'],
    ['payOrder', 'src/checkout.ts', 'const amount = ', 'applyDiscount('],
    ['onClick', 'src/shop.tsx', 'setPaid(', 'payOrder('],
  ]
  return Promise.all(
    calls.map(async ([name, file, before, text]) => {
      const source = await readFile(join(root, file), 'utf8')
      const lines = source.slice(0, source.indexOf(before + text) + before.length).split('\n')
      const line = lines.length
      return {
        name,
        file,
        line,
        column: (lines.at(-1)?.length ?? 0) + 1,
        source: source.split('\n')[line - 1],
        reason: null,
      }
    }),
  )
}

/** Serves a build and opens it in Chromium. */
async function openShop(outDir: string, path = '/'): Promise<Page> {
  const port = await freePort()
  const at = { port, host: '127.0.0.1' }
  servers.push(await preview({ root, configFile: false, logLevel: 'error', build: { outDir }, preview: at }))
  const page = await dashboard.browser.newPage()
  await page.goto(`http://127.0.0.1:${port}${path}`)
  return page
}

/** Presses "Pay", and returns a function that requests the errors of its submission. */
async function failInBrowser(outDir: string) {
  const page = await openShop(outDir)
  await page.click('button')
  const sent = page.waitForResponse((response) => response.url().endsWith('/collect'))
  await page.evaluate('collector.flush()')
  const submissionId = (await sent).headers()['x-submission-id']
  await page.close()
  return () => ask<SubmissionErrorsAnswer>(`/submissions/${submissionId}/errors`)
}

async function deleteMaps() {
  const { items } = await ask<SourceMapsAnswer>('/source-maps')
  expect(items.length).toBeGreaterThan(0)
  for (const { id } of items) await call(`/source-maps/${id}`, 'DELETE')
}

const call = (path: string, method = 'GET') =>
  fetch(`${dashboard.origin}/api${path}`, { method, headers: { authorization: `Bearer ${dashboard.token}` } })

async function ask<Answer>(path: string): Promise<Answer> {
  return (await call(path)).json() as Promise<Answer>
}
