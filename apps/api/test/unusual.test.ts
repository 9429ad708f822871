import type { UnusualAnswer } from '@collector/schema'
import { describe, expect, test } from 'vitest'
import { bearer, get, post, startApps } from './support/apps.ts'
import { engines } from './support/databases.ts'

const chrome = (version: number) =>
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0'

interface Made {
  n: number
  userAgent?: string
  hasErrors?: boolean
  visitorId?: string
  browser?: object
  screenSize?: [number, number]
}

/** A browser like the others: only its canvas and the height of its window are its own. */
function made({ n, userAgent = chrome(153), hasErrors, visitorId, browser, screenSize = [1920, 1080] }: Made) {
  const components = {
    canvas: { value: `canvas ${n}`, durationMs: 1 },
    screenSize: { value: screenSize, durationMs: 1 },
    audio: { value: 124.04, durationMs: 1 },
    touch: { error: 'unsupported', durationMs: 1 },
  }
  return {
    page: { url: 'https://shop.example/', visitorId: visitorId ?? `visitor-${n}` },
    browser: {
      userAgent,
      languages: n % 2 === 0 ? ['de', 'en'] : ['en'],
      language: n % 2 === 0 ? 'de' : 'en',
      cookiesEnabled: true,
      screenResolution: screenSize.join('x'),
      viewport: { width: 1900, height: 700 + n },
      preferences: { forcedColors: false },
      pixelRatio: n % 3 === 0 ? 2 : 1,
      ...browser,
    },
    fingerprints: { components },
    errors: hasErrors ? [{ type: 'error', message: 'It broke' }] : [],
  }
}

const own = made({
  n: 1000,
  userAgent: chrome(140),
  hasErrors: true,
  screenSize: [800, 600],
  browser: { cookiesEnabled: false, preferences: { forcedColors: true }, pixelRatio: 2, languages: ['en'] },
})

describe.each(engines)('what is unusual, on $name', (engine) => {
  const apps = startApps(engine)
  const ask = async (id: string): Promise<UnusualAnswer> => get(apps.app, `/api/submissions/${id}/unusual`)

  test('a browser is compared with the working ones of its kind, each counted once', async () => {
    const id = await post(apps.app, own)
    for (let n = 0; n < 4; n++) await post(apps.app, made({ n }))
    expect(await ask(id)).toMatchObject({ browser: 'Chrome', os: 'Windows', browsers: 4, outdated: null, items: [] })

    for (let n = 4; n < 40; n++) await post(apps.app, made({ n }))
    // one of forty has forced colours
    await post(apps.app, made({ n: 40, browser: { preferences: { forcedColors: true } } }))
    // reloads, another kind, and page views of its own say nothing
    for (let n = 0; n < 10; n++) {
      await post(apps.app, made({ n: 500 + n, visitorId: 'visitor-1', screenSize: [800, 600] }))
      await post(apps.app, made({ n: 600 + n, userAgent: firefox, screenSize: [800, 600] }))
      await post(apps.app, made({ n: 700 + n, visitorId: 'visitor-1000', screenSize: [800, 600] }))
    }
    // as many with errors have twice the pixel ratio as none
    for (let n = 0; n < 12; n++) {
      await post(apps.app, made({ n: 800 + n, hasErrors: true, browser: { pixelRatio: 2, cookiesEnabled: false } }))
    }
    const answer = await ask(id)
    expect(answer).toMatchObject({ browsers: 41, failingBrowsers: 12, outdated: { version: 140, usual: 153 } })
    const said = answer.items.map(({ field, value, typical, sameBrowsers, typicalBrowsers, isMostlyFailing }) => [
      field,
      value,
      typical,
      sameBrowsers,
      typicalBrowsers,
      isMostlyFailing,
    ])
    // visitor-1 is known by its latest page view, whose screen is as small
    expect(said).toEqual([
      ['browser.cookiesEnabled', false, true, 0, 41, true],
      ['version', 140, 153, 0, 41, false],
      ['browser.screenResolution', '800x600', '1920x1080', 1, 40, false],
      ['browser.preferences.forcedColors', true, false, 1, 40, false],
    ])
  })

  test('anything that was sent is compared, and a browser report is not', async () => {
    const odd = await post(apps.app, {
      browser: { a: [null], b: { c: {} }, preferences: 7 },
      fingerprints: { hash: 7 },
    })
    expect(await ask(odd)).toMatchObject({ browser: null, items: [] })
    await apps.app.inject({
      method: 'POST',
      url: '/report',
      headers: { 'content-type': 'application/reports+json' },
      payload: JSON.stringify([{ type: 'crash', url: 'https://shop.example/cart', body: { reason: 'oom' } }]),
    })
    const { items } = await get(apps.app, '/api/submissions?kind=report')
    for (const id of [items[0].submissionId, '00000000-0000-4000-8000-00000000ffff']) {
      const answer = await apps.app.inject({ url: `/api/submissions/${id}/unusual`, headers: bearer })
      expect(answer.statusCode).toBe(404)
    }
  })
})
