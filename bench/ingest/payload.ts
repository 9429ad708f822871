const host = 'https://shop.example.org'
const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36'

/** Placeholder for the request's own id: each is the only submission of a page view. */
export const idPlaceholder = '00000000-0000-4000-8000-000000000000'

/** The bodies to send, by sender. */
export const payloads = {
  /** A submission of the SDK on a shop's page: 12.4 kB of UTF-8, partly Japanese. */
  sdk: () => JSON.stringify(submission()),
  /** The same in ASCII from another client: the timestamp is last, and there is no id. */
  ascii() {
    const { submissionId: _, timestamp, ...sections } = submission()
    return JSON.stringify({ ...sections, timestamp }).replace(/[^ -~]/g, 'x')
  },
  /** A submission of the predecessor's client: 5 kB, no page. */
  predecessor: () => JSON.stringify(predecessorSubmission()),
  /** An error of Sentry's SDK for browsers, with twenty frames and thirty breadcrumbs. */
  envelope: () =>
    [{ event_id: idPlaceholder }, { type: 'event' }, sentryEvent()].map((one) => JSON.stringify(one)).join('\n'),
}

export type PayloadName = keyof typeof payloads

function submission() {
  return {
    submissionId: idPlaceholder,
    timestamp: '2026-11-23T10:15:30.123Z',
    page: {
      url: `${host}/ja/products/%E9%9B%BB%E6%B0%97?utm_source=mail&utm_campaign=november`,
      referrer: 'https://www.google.com/',
      title: '電気ケトル・キッチン家電 – 通販ショップ',
      pageViewId: idPlaceholder,
      sequence: 1,
    },
    browser: {
      userAgent: chrome,
      language: 'ja-JP',
      languages: ['ja-JP', 'ja', 'en-US', 'en'],
      platform: 'Linux x86_64',
      screenResolution: '2560x1440',
      colorDepth: 24,
      pixelRatio: 1.25,
      viewport: { width: 1536, height: 730 },
      orientation: { type: 'landscape-primary', angle: 0 },
      deviceMemory: 8,
      hardwareConcurrency: 12,
      cookiesEnabled: true,
      onLine: true,
      doNotTrack: null,
      globalPrivacyControl: false,
      timezone: 'Asia/Tokyo',
      secureContext: true,
      connection: { effectiveType: '4g', downlink: 10, rtt: 50, saveData: false },
      battery: { level: 0.87, charging: true },
      preferences: { colorScheme: 'dark', reducedMotion: false, contrast: 'no-preference', hdr: false },
    },
    performance: {
      vitals: {
        lcp: vital(1834.2, 'good', { target: 'main>section.hero>img', url: `${host}/img/hero-kettle.avif` }),
        cls: vital(0.0412, 'good', { largestShiftTarget: 'div.banner', largestShiftTime: 1204.7 }),
        inp: vital(136, 'good', { interactionTarget: 'button#カート', interactionType: 'pointer' }),
        fcp: vital(912.6, 'good', { timeToFirstByte: 211.3, firstByteToFCP: 701.3 }),
        ttfb: vital(211.3, 'good', { waitingDuration: 3.1, dnsDuration: 12.4, connectionDuration: 41.9 }),
      },
      navigation: {
        type: 'navigate',
        fetchStart: 3.2,
        domainLookupStart: 4.1,
        domainLookupEnd: 16.5,
        connectStart: 16.5,
        connectEnd: 58.4,
        requestStart: 58.9,
        responseStart: 211.3,
        responseEnd: 264.8,
        domInteractive: 640.1,
        domContentLoadedEventEnd: 655.9,
        loadEventEnd: 2011.7,
        transferSize: 48213,
        encodedBodySize: 47913,
        decodedBodySize: 231876,
      },
      resources: Array.from({ length: 36 }, (_, n) => resource(n)),
      memory: { usedJSHeapSize: 23_418_112, totalJSHeapSize: 41_943_040, jsHeapSizeLimit: 4_294_705_152 },
      longAnimationFrames: [{ startTime: 702.1, duration: 88.4, blockingDuration: 34.2, renderStart: 781.0 }],
    },
    fingerprints: {
      hash: '6f1c5c1e9fd24fb2a4f8c7d0b3f5e1a2',
      canvas: 'a3d29c11f0b8',
      fonts: ['Arial', 'Noto Sans CJK JP', 'DejaVu Sans', 'Liberation Mono', 'ＭＳ ゴシック'],
      webgl: { vendor: 'Google Inc. (Intel)', renderer: 'ANGLE (Intel, Mesa Intel(R) UHD Graphics 620)' },
      components: Object.fromEntries(
        ['audio', 'canvas', 'fonts', 'webgl', 'math', 'screen', 'voices', 'plugins'].map((name, n) => [
          name,
          { value: `${(n + 1) * 7_919_317}`.repeat(3), durationMs: 1.5 + n },
        ]),
      ),
    },
    errors: [
      {
        type: 'error',
        name: 'TypeError',
        message: 'Cannot read properties of undefined (reading "価格")',
        source: `${host}/assets/app-5d41402a.js`,
        lineno: 1,
        colno: 48213,
        stack: `TypeError: Cannot read properties of undefined\n    at price (${host}/assets/app-5d41402a.js:1:48213)`,
        count: 2,
        timestamp: '2026-11-23T10:15:29.001Z',
      },
    ],
  }
}

function sentryEvent() {
  const time = 1_795_867_200.5
  return {
    event_id: idPlaceholder,
    timestamp: time,
    platform: 'javascript',
    level: 'error',
    release: 'shop@1.4.2',
    environment: 'production',
    user: { id: '42' },
    tags: { plan: 'free' },
    request: { url: `${host}/ja/cart`, headers: { 'User-Agent': chrome, Referer: `${host}/` } },
    contexts: { trace: { trace_id: idPlaceholder, span_id: 'a1b2c3d4e5f60718' }, culture: { locale: 'ja-JP' } },
    exception: {
      values: [
        {
          type: 'TypeError',
          value: 'Cannot read properties of undefined (reading "価格")',
          mechanism: { type: 'auto.browser.global_handlers.onerror', handled: false },
          stacktrace: {
            frames: Array.from({ length: 20 }, (_, n) => ({
              filename: `${host}/assets/app-5d41402a.js`,
              function: `step${n}`,
              in_app: true,
              lineno: 1,
              colno: 48_213 + 17 * n,
            })),
          },
        },
      ],
    },
    breadcrumbs: Array.from({ length: 30 }, (_, n) => ({
      timestamp: time - 30 + n,
      category: n % 3 ? 'fetch' : 'ui.click',
      message: `body > main > button#${n}`,
      data: { method: 'GET', url: `${host}/api/items/${n}`, status_code: 200 },
    })),
    sdk: { name: 'sentry.javascript.browser', version: '11.12.0' },
  }
}

function predecessorSubmission() {
  const { browser, performance, fingerprints, errors } = submission()
  const { userAgent, language, platform, screenResolution, colorDepth, timezone, cookiesEnabled, doNotTrack } = browser
  const [error] = errors
  return {
    browser: { userAgent, language, platform, screenResolution, colorDepth, timezone, cookiesEnabled, doNotTrack },
    performance: {
      timing: Object.fromEntries(
        Object.keys(performance.navigation).map((name, n) => [name, 1_763_892_930_000 + 37 * n]),
      ),
      memory: performance.memory,
      navigation: { type: 0, redirectCount: 0 },
      resources: performance.resources
        .slice(0, 24)
        .map(({ name, duration, size, type }) => ({ name, duration, size, type })),
    },
    fingerprints: {
      canvas: `data:image/png;base64,${'iVBORw0KGgoAAAANSUhEUgAA'.repeat(30)}`,
      fonts: ['Arial', 'DejaVu Sans', 'Liberation Mono', 'Noto Sans'],
      webgl: fingerprints.webgl,
    },
    errors: [
      {
        message: 'Uncaught TypeError: price is undefined',
        source: error?.source,
        lineno: 1,
        colno: 48213,
        stack: error?.stack,
        timestamp: '2026-11-23T10:15:29.001Z',
      },
    ],
    timestamp: '2026-11-23T10:15:30.123Z',
  }
}

function vital(value: number, rating: string, attribution: object) {
  return { value, rating, attribution }
}

function resource(n: number) {
  const kind = ['script', 'img', 'css', 'fetch'][n % 4]
  const size = 1200 + ((n * 7919) % 90_000)
  return {
    name: `${host}/assets/${kind}/part-${(n * 2_654_435_761).toString(16)}.${kind}`,
    type: kind,
    startTime: 270.1 + n * 13.3,
    duration: 18.4 + ((n * 31) % 140),
    size,
    encodedSize: size - 300,
    decodedSize: size * 3,
    protocol: 'h2',
    renderBlocking: n < 4,
    delivery: 'network',
    status: 200,
  }
}
