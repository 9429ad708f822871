import type { DiagnosisSection } from '@collector/schema'
import { launchChromium } from '@collector/testing/chromium'
import { type EngineWindow, engines } from '@collector/testing/engines'
import { freePort } from '@collector/testing/free-port'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'

// a browser of its own for nearly every test, some with a slow connection
vi.setConfig({ testTimeout: 120_000 })

/** On a busy machine a check can run out of time, and says "unknown" then. */
const again = { retry: 2 }

let dashboard: Dashboard
/** The same Collector on another site: localhost instead of 127.0.0.1. */
let elsewhere: string

beforeAll(async () => {
  const port = await freePort()
  elsewhere = `http://localhost:${port}`
  dashboard = await startDashboard({
    env: { PORT: String(port), CHECK_FRAME_URL: elsewhere, CHECK_HOSTS: `${elsewhere}/livez` },
  })
})
afterAll(() => dashboard?.stop())

/** With a query, so that its trimming shows. */
const report = () => `${dashboard.origin}/?ref=TICKET-4711`
const progress = "document.querySelector('this-browser-page')?.progress"
/** The download is the last check. */
const isDone = `!!${progress}?.stored?.submission.diagnosis?.checks.download`

/** Returns the diagnosis as it is stored. */
async function storedDiagnosis(evaluate: (expression: string) => Promise<unknown>): Promise<DiagnosisSection> {
  await expect.poll(() => evaluate(isDone)).toBe(true)
  const id = await evaluate(`${progress}.stored.submissionId`)
  const response = await fetch(`${dashboard.origin}/api/submissions/${id}`, {
    headers: { authorization: `Bearer ${dashboard.token}` },
  })
  return ((await response.json()) as { extra: { diagnosis: DiagnosisSection } }).extra.diagnosis
}

const states = ({ checks = {} }: DiagnosisSection) =>
  Object.fromEntries(Object.entries(checks).map(([name, { state }]) => [name, state]))

/** Opens the report in Chromium, prepared before the page runs, and returns its diagnosis. */
async function diagnoseChromium(
  prepare: (page: Page) => unknown = () => {},
  { browser = dashboard.browser, ...options }: BrowserContextOptions & { browser?: Browser } = {},
): Promise<{ page: Page; diagnosis: DiagnosisSection }> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  await prepare(page)
  await page.goto(report())
  return { page, diagnosis: await storedDiagnosis((expression) => page.evaluate(expression)) }
}

async function diagnoseEngine(name: string, preferences?: Record<string, unknown>): Promise<DiagnosisSection> {
  const window = (await engines.find((engine) => engine.name === name)?.open(preferences)) as EngineWindow
  try {
    await window.goto(report())
    return await storedDiagnosis((expression) => window.evaluate(expression))
  } finally {
    await window.close()
  }
}

const isMissing = (name: string) => !engines.find((engine) => engine.name === name)?.isInstalled()

describe('each check says both its answers', () => {
  test('in a Chromium without trouble', again, async () => {
    const { newest } = (
      await (await fetch(`${dashboard.origin}/check`, { headers: { 'user-agent': userAgentOf(100) } })).json()
    ).browser
    const { page, diagnosis } = await diagnoseChromium(() => {}, { userAgent: userAgentOf(newest) })
    expect(states(diagnosis)).toEqual({
      autoplay: 'good',
      browserAge: 'good',
      clock: 'good',
      download: 'good',
      extensions: 'good',
      // software draws on this machine; WebKitGTK below has the other answer
      hardwareAcceleration: 'fair',
      hosts: 'good',
      permissions: 'good',
      roundTrip: expect.stringMatching(/good|fair/),
      serverSentEvents: 'good',
      serviceWorker: 'good',
      thirdPartyFrame: 'good',
      webSocket: 'good',
      zoom: 'good',
    })
    await page.getByRole('button', { name: 'Try a pop-up' }).click()
    await page.getByText(/^Works: allowed$/).waitFor()
    expect(page.context().pages()).toHaveLength(1)
    await expect.poll(() => page.evaluate(`${progress}.stored.submission.diagnosis.checks.popUps?.state`)).toBe('good')
    await page.context().close()
  })

  test('in a Chromium with every trouble, whose results follow when they are late', async () => {
    const browser = await launchChromium({ args: ['--block-new-web-contents', '--disable-3d-apis'] })
    const { page, diagnosis } = await diagnoseChromium(
      async (page) => {
        const devTools = await page.context().newCDPSession(page)
        await devTools.send('Network.enable')
        await devTools.send('Network.emulateNetworkConditions', {
          offline: false,
          latency: 500,
          downloadThroughput: 50_000,
          uploadThroughput: 50_000,
        })
        // as zooming to 125 % does: the window stays, and fewer pixels of CSS fit into it
        const { windowId } = await devTools.send('Browser.getWindowForTarget')
        await devTools.send('Browser.setWindowBounds', { windowId, bounds: { width: 1280, height: 800 } })
        const { targetInfo } = await devTools.send('Target.getTargetInfo')
        await devTools.send('Browser.setPermission', {
          permission: { name: 'camera' },
          setting: 'denied',
          browserContextId: targetInfo.browserContextId ?? '',
        })
        await page.route('**/livez', (route) => route.abort())
        await page.route('**/check/frame?*', (route) => route.abort())
        await page.route('**/check/events', (route) =>
          route.fulfill({ contentType: 'text/event-stream', body: 'data: 1\n\ndata: 2\n\n' }),
        )
        await page.routeWebSocket('**/check/socket', (socket) => socket.close())
        await page.addInitScript(() => {
          const now = Date.now.bind(Date)
          Date.now = () => now() + 600_000
          // Chromium's own policy never refuses videos without sound
          Object.assign(navigator, { getAutoplayPolicy: () => 'disallowed' })
          addEventListener('DOMContentLoaded', () => {
            document.documentElement.setAttribute('data-helper-installed', '')
            document.body.append(document.createElement('helper-toolbar'))
          })
        })
      },
      {
        browser,
        userAgent: userAgentOf(100),
        serviceWorkers: 'block',
        viewport: { width: 1024, height: 576 },
        deviceScaleFactor: 1.25,
      },
    )
    expect(diagnosis.checks).toMatchObject({
      autoplay: { state: 'fair', detail: 'blocked' },
      browserAge: {
        state: 'poor',
        detail: expect.stringMatching(/^Chrome 100, released 2022-03-29; the newest is \d+$/),
      },
      clock: { state: 'poor', detail: '10\u00a0min ahead of the server' },
      download: { state: 'poor' },
      extensions: { state: 'fair', detail: '<helper-toolbar>, data-helper-installed' },
      hardwareAcceleration: { state: 'poor', detail: 'no WebGL' },
      hosts: { state: 'poor', detail: `no answer from ${new URL(elsewhere).host}` },
      permissions: { state: 'fair', detail: 'refused: camera' },
      roundTrip: { state: 'poor' },
      serverSentEvents: { state: 'fair', detail: 'held back until the end' },
      serviceWorker: { state: 'fair', detail: 'refused' },
      thirdPartyFrame: { state: 'fair', detail: 'the frame did not load' },
      webSocket: { state: 'poor', detail: 'no connection' },
      zoom: { state: 'fair', detail: '125\u00a0%' },
    })
    await page.getByRole('button', { name: 'Try a pop-up' }).click()
    await page.getByText(/^Fails: blocked$/).waitFor()
    await browser.close()
  })

  test.skipIf(isMissing('Firefox'))('in a Firefox that blocks the cookies of frames and the camera', async () => {
    const { checks, protections } = await diagnoseEngine('Firefox', {
      'network.cookie.cookieBehavior': 1,
      'privacy.globalprivacycontrol.enabled': true,
      'permissions.default.camera': 2,
    })
    expect(protections).toMatchObject({ gpc: 'on' })
    expect(checks).toMatchObject({
      permissions: { state: 'fair', detail: 'refused: camera' },
      thirdPartyFrame: { state: 'fair', detail: 'cookies and storage blocked' },
    })
  })
})

describe('a browser as it is contradicts itself nowhere, and its protections are named', () => {
  const plain = {
    resistFingerprinting: 'off',
    letterboxing: 'off',
    farbling: 'off',
    reducedValues: 'off',
    canvasNoise: 'off',
    audioNoise: 'off',
    partitionedStorage: 'off',
    trimmedReferrer: 'off',
    strippedParameters: 'unknown',
    gpc: 'off',
  }
  test.each([
    { name: 'Chromium', protections: plain },
    { name: 'Firefox', protections: { ...plain, partitionedStorage: 'on', trimmedReferrer: 'on' } },
    {
      name: 'WebKitGTK',
      protections: { ...plain, partitionedStorage: 'on', trimmedReferrer: 'on', reducedValues: 'on' },
    },
  ])('$name', again, async ({ name, protections }) => {
    if (isMissing(name)) return
    const diagnosis = await diagnoseEngine(name)
    expect(diagnosis.inconsistencies).toEqual([])
    expect(diagnosis.protections).toEqual(protections)
    if (name === 'WebKitGTK') expect(diagnosis.checks).toMatchObject({ hardwareAcceleration: { state: 'good' } })
  })

  test.skipIf(isMissing('Firefox'))('Firefox that resists fingerprinting', async () => {
    const diagnosis = await diagnoseEngine('Firefox', {
      'privacy.resistFingerprinting': true,
      'privacy.resistFingerprinting.letterboxing': true,
    })
    expect(diagnosis.inconsistencies).toEqual([])
    expect(diagnosis.protections).toEqual({
      ...plain,
      resistFingerprinting: 'on',
      letterboxing: 'on',
      canvasNoise: 'on',
      partitionedStorage: 'on',
      trimmedReferrer: 'on',
    })
  })
})

test('noise as Brave adds it, a user agent of the developer tools and stripped parameters are found, with evidence', async () => {
  const { page, diagnosis } = await diagnoseChromium(async (page) => {
    const devTools = await page.context().newCDPSession(page)
    await devTools.send('Emulation.setUserAgentOverride', { userAgent: userAgentOf(101) })
    await page.route(`${elsewhere}/check/frame?*`, (route) =>
      route.fulfill({ status: 302, headers: { location: `${elsewhere}/check/frame` } }),
    )
    await page.addInitScript(() => {
      const { prototype } = CanvasRenderingContext2D
      const read = prototype.getImageData
      prototype.getImageData = function (...given) {
        const pixels = read.apply(this, given)
        for (let at = 0; at < pixels.data.length; at += 97) pixels.data[at] = (pixels.data[at] ?? 0) ^ 1
        return pixels
      }
      const hear = AudioBuffer.prototype.getChannelData
      AudioBuffer.prototype.getChannelData = function (...given) {
        const samples = hear.apply(this, given)
        for (let at = 0; at < samples.length; at += 97) samples[at] = (samples[at] ?? 0) * 1.000_001
        return samples
      }
      Object.defineProperty(Navigator.prototype, 'brave', { value: { isBrave: async () => true } })
    })
  })
  expect(diagnosis.inconsistencies).toEqual([
    {
      name: 'workerUserAgent',
      evidence: { page: userAgentOf(101), worker: expect.stringContaining('HeadlessChrome') },
    },
    {
      name: 'replacedFunctions',
      evidence: {
        'AudioBuffer.getChannelData': 'source, name, prototype, own members, constructible',
        'CanvasRenderingContext2D.getImageData': 'source, name, prototype, own members, constructible',
      },
    },
  ])
  expect(diagnosis.protections).toMatchObject({
    farbling: 'on',
    canvasNoise: 'on',
    audioNoise: 'on',
    strippedParameters: 'on',
  })
  await page.getByRole('tab', { name: 'Fingerprint' }).click()
  await page.getByRole('heading', { name: 'Does it contradict itself?' }).waitFor()
  expect(await page.locator('report-privacy').textContent()).toContain(userAgentOf(101))
  await page.context().close()
})

test('with Global Privacy Control nothing that identifies is compared, until the visitor asks', async () => {
  const { page, diagnosis } = await diagnoseChromium((page) =>
    page.addInitScript(() =>
      Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true, configurable: true }),
    ),
  )
  expect(diagnosis.inconsistencies).toBeUndefined()
  expect(diagnosis.protections).toMatchObject({ gpc: 'on', canvasNoise: 'unknown' })
  await page.getByRole('tab', { name: 'Fingerprint' }).click()
  await page.getByRole('button', { name: 'Collect my fingerprint anyway' }).click()
  // the page is told, but no header is sent
  await page.getByText('Global Privacy Control, page and request').waitFor()
  await page.context().close()
})

test('the stored report shows the checks', async () => {
  const { page } = await diagnoseChromium()
  const id = await page.evaluate(`${progress}.stored.submissionId`)
  await page.context().close()
  const context = await dashboard.signedIn()
  const reader = await context.newPage()
  await reader.goto(`${dashboard.origin}/submissions/${id}`)
  await reader.getByRole('heading', { name: 'Does everything work?' }).waitFor()
  await expect.poll(() => reader.locator('report-checks li').count()).toBe(14)
  expect(await reader.getByRole('button', { name: 'Try a pop-up' }).count()).toBe(0)
  await context.close()
})

function userAgentOf(version: number | string): string {
  return `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`
}
