import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchChromium } from '@collector/testing/chromium'
import { type RunningCollector, startCollector } from '@collector/testing/collector'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shopWeek, storeHistory } from './history.ts'
import { openView, storeSamples, type View, views } from './views.ts'

const token = 'token-of-the-views'
let dataDir: string
let collector: RunningCollector
let browser: Browser
let ids: Awaited<ReturnType<typeof storeSamples>>

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'collector-views-'))
  await storeHistory(dataDir, token, shopWeek())
  collector = await startCollector({ DATA_DIR: dataDir, ACCESS_TOKEN: token })
  browser = await launchChromium()
  ids = await storeSamples(browser, collector.origin)
})

afterAll(async () => {
  await browser?.close()
  await collector?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

/** Error messages that browsers word so. */
const sentMessages = /Cannot read properties of undefined|undefined is not an object/g

const names = views({ real: '', predecessor: '', hostile: '' }).map(({ name }) => name)
const viewOf = (name: string) => views(ids).find((view) => view.name === name) as View
const open = (name: string, colorScheme: 'light' | 'dark', width: number) =>
  openView(browser, { origin: collector.origin, token }, viewOf(name), { colorScheme, width })

/** What axe finds against WCAG 2.2 AA and its best practices: "rule: element". */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run()
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 150)}`))
  })
}

describe.each(names)('%s', (name) => {
  test.each(['light', 'dark'] as const)('is accessible, %s', async (scheme) => {
    const { page, troubles, close } = await open(name, scheme, 1440)
    expect((await violations(page)).join('\n')).toBe('')
    expect(troubles).toEqual([])
    await close()
  })

  test.each([360, 2560])('fits %i px and says nothing it does not mean', async (width) => {
    const { page, close } = await open(name, 'light', width)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    // in Raw Data, and in what the samples say themselves, anything may stand
    if (!name.includes('raw-data') && !name.startsWith('predecessor')) {
      const text = (await page.locator('main').textContent()) ?? ''
      expect(text.replaceAll(sentMessages, '')).not.toMatch(/undefined|\[object|NaN|Infinity/)
    }
    await close()
  })
})
