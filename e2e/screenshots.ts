/**
 * Pictures of every page and tab, light and dark, narrow and wide, into screenshots/. For people to look at.
 *
 * node screenshots.ts [part of a name]
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchChromium } from '@collector/testing/chromium'
import { startCollector } from '@collector/testing/collector'
import type { Page } from 'playwright'
import { hostile, predecessor } from './stored-samples.ts'

const wanted = process.argv[2] ?? ''
const token = 'token-of-the-screenshots'
const target = new URL('./screenshots/', import.meta.url).pathname
await mkdir(target, { recursive: true })

const dataDir = await mkdtemp(join(tmpdir(), 'collector-screenshots-'))
const collector = await startCollector({ DATA_DIR: dataDir, ACCESS_TOKEN: token })
const browser = await launchChromium()

async function store(submission: object): Promise<string> {
  const response = await fetch(`${collector.origin}/collect`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(submission),
  })
  if (!response.ok) throw new Error(await response.text())
  return response.headers.get('x-submission-id') ?? ''
}

const tabs = ['overview', 'performance', 'fingerprint', 'raw-data']
const stored = (page: Page) => page.getByText(/Stored as number/).waitFor()
const settled = (page: Page) => page.locator('main h1').waitFor()

async function throwErrors(page: Page): Promise<void> {
  await stored(page)
  for (let i = 0; i < 2; i++) await page.getByRole('button', { name: /test error/ }).click()
  await page.locator('.errors summary').first().click()
  await page.locator('explained-term button').first().click()
}

interface Shot {
  name: string
  path: string
  isSignedIn?: boolean
  /** What is waited for or done before the picture. */
  ready: (page: Page) => Promise<unknown>
}

function shots(ids: { real: string; predecessor: string; hostile: string }): Shot[] {
  const inside = { isSignedIn: true, ready: (page: Page) => page.locator('.loading').waitFor({ state: 'detached' }) }
  return [
    { name: 'collecting', path: '/', ready: (page) => page.getByText('Collecting').first().waitFor() },
    ...tabs.map((tab) => ({ name: `browser-${tab}`, path: `/#${tab}`, ready: stored })),
    { name: 'browser-errors', path: '/', ready: throwErrors },
    ...Object.entries(ids).flatMap(([kind, id]) =>
      tabs.map((tab) => ({ name: `${kind}-${tab}`, path: `/submissions/${id}#${tab}`, ...inside })),
    ),
    { name: 'submissions', path: '/submissions', ...inside },
    { name: 'no-such-submission', path: '/submissions/00000000-0000-4000-8000-000000000000', ...inside },
    { name: 'sign-in', path: '/submissions', ready: (page) => page.getByLabel('Access token').waitFor() },
  ]
}

async function shoot(shot: Shot, colorScheme: 'light' | 'dark', width: number): Promise<void> {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(`${shot.name}: ${error.message}`))
  page.on('console', (message) => message.type() === 'error' && console.error(`${shot.name}: ${message.text()}`))
  if (shot.isSignedIn) await context.request.post(`${collector.origin}/api/session`, { data: { token } })
  await page.goto(collector.origin + shot.path)
  await settled(page)
  await shot.ready(page)
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (overflow > 0) console.error(`${shot.name} at ${width} px is ${overflow} px too wide`)
  await page.screenshot({ path: `${target}${shot.name}-${colorScheme}-${width}.png`, fullPage: true })
  await context.close()
}

try {
  const page = await browser.newPage()
  await page.goto(collector.origin)
  const link = await page.getByRole('link', { name: /support/ }).getAttribute('href')
  await page.close()
  for (let i = 0; i < 60; i++)
    await store({ ...predecessor, page: { url: `https://shop.example/products/${i}?from=search` } })
  const ids = {
    real: link?.split('/').at(-1) ?? '',
    predecessor: await store(predecessor),
    hostile: await store(hostile),
  }
  for (const shot of shots(ids).filter(({ name }) => name.includes(wanted))) {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [360, 1440]) await shoot(shot, colorScheme, width)
    }
  }
} finally {
  await browser.close()
  await collector.stop()
  await rm(dataDir, { recursive: true, force: true })
}
