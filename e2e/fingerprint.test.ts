import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromiumLaunchOptions, launchChromium } from '@collector/testing/chromium'
import { engines } from '@collector/testing/engines'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'

const profiles = 15

interface Section {
  hash: string
  hashVersion: number
  fullHash: string
  canvas: string
  fonts: string[]
  webgl: { renderer?: string; error?: string }
  components: Record<string, { value?: unknown; error?: string; durationMs: number }>
}

const policy = "default-src 'none'; script-src 'self'; frame-src *; require-trusted-types-for 'script'"
const script = await readFile(new URL('../packages/sdk/dist/collector-fingerprint.js', import.meta.url), 'utf8')

/** Serves the built file on a page with a strict Content Security Policy; `/frame` embeds that page in a sandbox. */
const server = createServer((request, response) => {
  const answer = (type: string, body: string) => {
    response
      .writeHead(200, { 'content-type': type, 'content-security-policy': policy, 'access-control-allow-origin': '*' })
      .end(body)
  }
  if (request.url === '/fingerprint.js') answer('text/javascript', script)
  else if (request.url === '/start.js') {
    answer(
      'text/javascript',
      `import { collectFingerprints } from '/fingerprint.js'\nwindow.collect = collectFingerprints`,
    )
  } else if (request.url === '/frame')
    answer('text/html', `<iframe sandbox="allow-scripts" src="${at('127.0.0.1')}" width="600" height="400">`)
  else
    answer(
      'text/html',
      '<!doctype html><title>Strict</title><h1>Strict</h1><script type="module" src="/start.js"></script>',
    )
})
const at = (host: string) => `http://${host}:${(server.address() as AddressInfo).port}/`

let browser: Browser

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  server.close()
})

/** Opens a browser. A host name other than localhost makes plain http an insecure context. */
function openBrowser(...args: string[]): Promise<Browser> {
  return launchChromium({ args: ['--host-resolver-rules=MAP plain.test 127.0.0.1', ...args] })
}

/** Returns the fingerprint of a fresh profile, and the browser's console messages. */
async function collect(
  from: Browser,
  url: string,
  prepare: (page: Page) => Promise<unknown> = async () => {},
  settings: BrowserContextOptions = {},
) {
  return collectIn(await from.newContext(settings), url, prepare)
}

async function collectIn(
  context: BrowserContext,
  url: string,
  prepare: (page: Page) => Promise<unknown> = async () => {},
) {
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('console', (message) => troubles.push(message.text()))
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('dialog', (dialog) => troubles.push(dialog.message()))
  await prepare(page)
  await page.goto(url)
  const frame = page.frames().at(-1) ?? page.mainFrame()
  await frame.waitForFunction(() => 'collect' in window)
  const section = await frame.evaluate(() => (window as unknown as { collect(): Promise<Section> }).collect())
  await page.waitForTimeout(100)
  await context.close()
  return { section, troubles }
}

function expectComplete({ components }: Section) {
  expect(Object.keys(components).length).toBeGreaterThanOrEqual(60)
  for (const [name, component] of Object.entries(components)) {
    expect('value' in component || typeof component.error === 'string', name).toBe(true)
  }
}

test('the fingerprint is complete and silent under a strict policy with Trusted Types', async () => {
  const { section, troubles } = await collect(browser, at('127.0.0.1'))
  expectComplete(section)
  expect(section.webgl.renderer).toContain('SwiftShader')
  expect(section.fonts.length).toBeGreaterThan(0)
  expect(troubles).toEqual([])
})

test(`the stable hash is the same over ${profiles} fresh profiles`, async () => {
  const hashes = new Set<string>()
  for (let profile = 0; profile < profiles; profile++) {
    const { section } = await collect(browser, at('127.0.0.1'))
    hashes.add(section.hash)
  }
  expect(hashes.size).toBe(1)
})

test('the fingerprint on plain http names its missing signals and has the same hash', async () => {
  const plain = await collect(browser, at('plain.test'))
  expectComplete(plain.section)
  expect(plain.troubles).toEqual([])
  expect(plain.section.components['secureContext']?.value).toBe(false)
  expect(plain.section.components['clientHints']?.error).toBe('unsupported')
  const { section } = await collect(browser, at('127.0.0.1'))
  expect(plain.section.hash).toBe(section.hash)
})

test.each<[string, BrowserContextOptions]>([
  ['another monitor', { screen: { width: 2560, height: 1440 }, viewport: { width: 1900, height: 1000 } }],
  ['a monitor of more pixels an inch', { deviceScaleFactor: 2 }],
  ['a small window', { viewport: { width: 400, height: 700 } }],
  // as zooming does: pixels of CSS grow, and fewer fit into the window
  ['a page zoomed to 125 %', { deviceScaleFactor: 1.25, viewport: { width: 1024, height: 576 } }],
  ['a page zoomed to 67 %', { deviceScaleFactor: 0.67, viewport: { width: 1910, height: 1075 } }],
  ['a preference of less motion', { reducedMotion: 'reduce' }],
  ['a preference of dark colours', { colorScheme: 'dark' }],
  ['a preference of more contrast', { contrast: 'more' }],
])('%s does not change the hash', async (_name, settings) => {
  const plain = await collect(browser, at('127.0.0.1'))
  const { section } = await collect(browser, at('127.0.0.1'), undefined, settings)
  const differing = Object.keys(section.components).filter(
    (name) => JSON.stringify(section.components[name]?.value) !== JSON.stringify(plain.section.components[name]?.value),
  )
  expect(differing).not.toEqual([])
  expect([section.hash, differing]).toEqual([plain.section.hash, differing])
  expect(section.hashVersion).toBe(3)
})

test('a restart of the browser does not change the hash, nor do the scale of the system and the size of fonts', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'collector-profile-'))
  const options = await chromiumLaunchOptions()
  const hashes: string[] = []
  const others = [
    ['--force-device-scale-factor=1.5', '--window-size=700,500', '--force-dark-mode'],
    ['--blink-settings=defaultFontSize=20'],
  ]
  for (const args of [[], [], ...others]) {
    const context = await chromium.launchPersistentContext(profile, {
      ...options,
      args: [...(options.args ?? []), ...args],
      viewport: null,
    })
    hashes.push((await collectIn(context, at('127.0.0.1'))).section.hash)
  }
  await rm(profile, { recursive: true })
  const { section } = await collect(browser, at('127.0.0.1'))
  expect(hashes).toEqual([1, 2, 3, 4].map(() => section.hash))
})

const firefox = engines.find(({ name }) => name === 'Firefox')

test.skipIf(!firefox?.isInstalled())('a zoom of Firefox does not change the hash', async () => {
  const sections: Section[] = []
  for (const scale of ['1', '1.5']) {
    const window = await firefox?.open({ 'layout.css.devPixelsPerPx': scale })
    await window?.goto(at('127.0.0.1'))
    sections.push((await window?.evaluate<Section>('window.collect()')) as Section)
    await window?.close()
  }
  const distinct = (values: unknown[]) => new Set(values.map((value) => JSON.stringify(value))).size
  expect(distinct(sections.map(({ components }) => components['pixelRatio']?.value))).toBe(2)
  expect(distinct(sections.map(({ hash }) => hash))).toBe(1)
})

test('only storage is blocked in a sandboxed frame of another site', async () => {
  const { section, troubles } = await collect(browser, `${at('plain.test')}frame`)
  expectComplete(section)
  expect(section.components['localStorage']?.error).toBe('blocked')
  expect(section.components['math']?.value).toBeTruthy()
  expect(section.fonts.length).toBeGreaterThan(0)
  expect(troubles).toEqual([])
})

test('only WebGL is missing, as an error, in a browser without it', async () => {
  const without = await openBrowser('--disable-gpu', '--disable-3d-apis', '--disable-software-rasterizer')
  const { section, troubles } = await collect(without, at('127.0.0.1'))
  await without.close()
  expectComplete(section)
  expect(section.webgl).toEqual({ error: 'unsupported' })
  expect(section.components['webgl2Parameters']?.error).toBe('unsupported')
  expect(section.canvas).toMatch(/^data:image\/png/)
  expect(troubles).toEqual([])
})

test('a browser function that throws affects only its own component', async () => {
  const whole = await collect(browser, at('127.0.0.1'))
  const { section } = await collect(browser, at('127.0.0.1'), (page) =>
    page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'deviceMemory', {
        get() {
          throw new Error('broken')
        },
      })
      StorageManager.prototype.estimate = () => new Promise(() => {})
    }),
  )
  const values = ({ components }: Section) =>
    Object.fromEntries(
      Object.entries(components)
        .filter(([name]) => !['deviceMemory', 'storageQuota', 'realmDifferences'].includes(name))
        .map(([name, { value, error }]) => [name, { value, error }]),
    )
  expect(section.components['deviceMemory']?.error).toBe('broken')
  expect(section.components['storageQuota']?.error).toBe('timeout')
  expect(values(section)).toEqual(values(whole.section))
  expect(section.hash).toBe(whole.section.hash)
})
