import { launchChromium } from '@collector/testing/chromium'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { collectorOrigin, recordSubmissions } from './record-submissions.ts'
import { type Site, startSite } from './site.ts'

let browser: Browser
let site: Site

beforeAll(async () => {
  site = await startSite()
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  site?.close()
})

/** APIs that an SDK might use and that Safari 14, Chrome 80 or Firefox 78 lacks. */
const missing = [
  'AggregateError',
  'FinalizationRegistry',
  'NavigationPreloadManager',
  'OffscreenCanvas',
  'PerformanceEventTiming',
  'PerformanceNavigationTiming',
  'ReportingObserver',
  'ScreenOrientation',
  'Temporal',
  'WeakRef',
  'navigation',
  'reportError',
  'requestIdleCallback',
  'scheduler',
  'structuredClone',
  'AbortSignal.any',
  'AbortSignal.timeout',
  'Array.fromAsync',
  'Array.prototype.at',
  'Array.prototype.findLast',
  'Array.prototype.findLastIndex',
  'Array.prototype.toReversed',
  'Array.prototype.toSorted',
  'Array.prototype.toSpliced',
  'Array.prototype.with',
  'Crypto.prototype.randomUUID',
  'Document.prototype.prerendering',
  'Element.prototype.checkVisibility',
  'Element.prototype.replaceChildren',
  'Intl.DisplayNames',
  'Intl.DurationFormat',
  'Intl.ListFormat',
  'Intl.Segmenter',
  'Intl.supportedValuesOf',
  'Map.groupBy',
  'Navigator.prototype.connection',
  'Navigator.prototype.deviceMemory',
  'Navigator.prototype.getBattery',
  'Navigator.prototype.storage',
  'Navigator.prototype.userActivation',
  'Navigator.prototype.userAgentData',
  'Object.groupBy',
  'Object.hasOwn',
  'Performance.prototype.interactionCount',
  'Performance.prototype.measureUserAgentSpecificMemory',
  'Performance.prototype.memory',
  'PerformanceResourceTiming.prototype.renderBlockingStatus',
  'PerformanceResourceTiming.prototype.responseStatus',
  'PerformanceResourceTiming.prototype.transferSize',
  'Promise.any',
  'Promise.try',
  'Promise.withResolvers',
  'Request.prototype.keepalive',
  'Screen.prototype.orientation',
  'String.prototype.at',
  'String.prototype.isWellFormed',
  'String.prototype.replaceAll',
  'URL.canParse',
]

test('a browser of 2020 reports errors and a fingerprint without errors of the SDK', async () => {
  const context = await browser.newContext()
  await context.addInitScript((paths: string[]) => {
    for (const path of paths) {
      const names = path.split('.')
      const last = names.pop() as string
      const owner = names.reduce<object | undefined>((at, name) => Reflect.get(at ?? {}, name), window)
      if (owner) Reflect.deleteProperty(owner, last)
      if (owner && last in owner) throw new Error(`${path} is still there`)
    }
  }, missing)
  const submissions = await recordSubmissions(context)
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()))
  await page.goto(
    site.page(
      '/old',
      `<script src="${collectorOrigin}/collector.js" data-delay-ms="300" data-fingerprint></script><h1>Old</h1>
      <script>setTimeout(() => { throw new Error('heard') })</script>`,
    ),
  )
  await expect.poll(() => submissions.at(-1)?.fingerprints?.hash).toMatch(/^[0-9a-f]{32}$/)
  // leaving the page uses a beacon, since this browser has no keepalive
  await page.goto('about:blank')
  expect(submissions.at(-1)?.errors).toMatchObject([{ message: 'heard', count: 1 }])
  expect(submissions.at(-1)?.browser).toMatchObject({ language: expect.stringContaining('en') })
  expect(troubles).toEqual(['heard'])
  await context.close()
})
