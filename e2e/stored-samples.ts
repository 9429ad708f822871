/** Unrealistic submissions that every view must still handle. They are posted as they are. */

const longText = 'a value without any place to break it '.repeat(3).replaceAll(' ', '_').repeat(40)

const oddBreadcrumbs = [
  null,
  'text',
  { type: 'constructor', message: { a: 1 }, timestamp: 7, data: [] },
  { type: longText, message: longText, timestamp: '2026-11-20T10:20:29.000Z', data: { longText } },
]

const at = (seconds: number) => `2026-11-20T10:20:${String(seconds).padStart(2, '0')}.000Z`

/** A submission of a site that names its release and its user, with an error that has breadcrumbs. */
export const traced = {
  submissionId: '00000000-0000-4000-8000-000000004711',
  app: { release: '1.4.2', environment: 'production' },
  user: { id: 'u-4711' },
  tags: { plan: 'free', theme: 'dark' },
  page: { url: 'https://shop.example/cart', title: 'Cart' },
  // all need improvement: the longest rating
  performance: {
    vitals: {
      lcp: { value: 3000 },
      inp: { value: 300 },
      cls: { value: 0.2 },
      fcp: { value: 2500 },
      ttfb: { value: 1000 },
    },
  },
  errors: [
    {
      type: 'error',
      name: 'TypeError',
      message: 'order.total is not a function',
      source: 'https://shop.example/app-5d41402a.js',
      lineno: 1,
      colno: 48_213,
      stack: 'TypeError: order.total is not a function\n    at pay (https://shop.example/app-5d41402a.js:1:48213)',
      timestamp: at(31),
      breadcrumbs: [
        { type: 'navigation', message: 'https://shop.example/products/17', timestamp: at(2) },
        { type: 'click', message: '#add-to-cart', timestamp: at(9) },
        { type: 'navigation', message: 'https://shop.example/cart', timestamp: at(10) },
        { type: 'network', message: 'offline', timestamp: at(15) },
        { type: 'network', message: 'online', timestamp: at(18) },
        {
          type: 'request',
          message: '503 https://shop.example/api/cart?currency=EUR',
          data: { status: 503, initiator: 'fetch', durationMs: 412.3 },
          timestamp: at(20),
        },
        { type: 'long-frame', message: '212 ms https://shop.example/app-5d41402a.js', timestamp: at(24) },
        { type: 'coupon', message: 'applied WINTER', data: { items: 2 }, timestamp: at(28) },
        { type: 'click', message: 'form.checkout>button.primary', timestamp: at(31) },
      ],
    },
  ],
  timestamp: at(32),
}

/** Body that the predecessor posted. */
export const predecessor = {
  browser: {
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
    language: 'en-GB',
    platform: 'MacIntel',
    screenResolution: '2560x1440',
    hardwareConcurrency: 8,
    cookiesEnabled: true,
    onLine: true,
    doNotTrack: '1',
  },
  performance: {
    timing: {
      navigationStart: 1_700_000_000_000,
      fetchStart: 1_700_000_000_004,
      domainLookupStart: 1_700_000_000_010,
      domainLookupEnd: 1_700_000_000_042,
      connectStart: 1_700_000_000_042,
      connectEnd: 1_700_000_000_095,
      requestStart: 1_700_000_000_096,
      responseStart: 1_700_000_000_310,
      responseEnd: 1_700_000_000_340,
      domInteractive: 1_700_000_000_820,
      domContentLoadedEventStart: 1_700_000_000_821,
      domContentLoadedEventEnd: 1_700_000_000_840,
      loadEventStart: 1_700_000_001_410,
      loadEventEnd: 1_700_000_001_412,
    },
    memory: { usedJSHeapSize: 12_400_000, totalJSHeapSize: 18_300_000, jsHeapSizeLimit: 4_294_705_152 },
    navigation: { type: 0, redirectCount: 0 },
    resources: [
      { name: 'https://shop.example/app.js', duration: 182.4, size: 245_113, type: 'script' },
      { name: 'https://shop.example/style.css', duration: 61.2, size: 18_213, type: 'link' },
      { name: 'https://cdn.example/hero.jpg', duration: 412.9, size: 0, type: 'img' },
    ],
  },
  fingerprints: {
    canvas: 'data:image/png;base64,iVBORw0KGgo=',
    fonts: ['Arial', 'Georgia'],
    webgl: { vendor: 'Apple' },
  },
  errors: [
    {
      message: "Cannot read properties of undefined (reading 'price')",
      source: 'https://shop.example/app.js',
      lineno: 120,
      colno: 17,
      stack:
        "TypeError: Cannot read properties of undefined (reading 'price')\n    at total (https://shop.example/app.js:120:17)\n    at render (https://shop.example/app.js:88:3)",
      timestamp: '2026-11-20T10:20:30.000Z',
    },
  ],
  timestamp: '2026-11-20T10:20:31.000Z',
}

/** Page views with fingerprints: one browser whose fingerprint changed twice, and 54 others. */
export const fingerprinted: object[] = [
  withFingerprint('changing', { screen: { width: 1920, height: 1080 }, canvas: 'a', storageQuota: 4_294_967_296 }),
  withFingerprint('changing', { screen: { width: 2560, height: 1440 }, canvas: 'a', storageQuota: 4_294_967_296 }),
  withFingerprint('changing', { screen: { width: 2560, height: 1440 }, canvas: 'b', storageQuota: 4_294_967_296 }),
  ...Array.from({ length: 54 }, (_, n) =>
    withFingerprint(`visitor-${n}`, {
      screen: n % 3 === 0 ? { width: 390, height: 844 } : { width: 1920, height: 1080 },
      canvas: n < 45 ? 'usual' : `unusual ${n}`,
      storageQuota: 2_147_483_648 + (n % 4) * 1_073_741_824,
      cpuArchitecture: { nanSign: n % 2 },
      fonts: ['Arial', 'Georgia', ...(n % 5 === 0 ? ['Comic Sans MS'] : [])],
    }),
  ),
]

/** A browser that hides what it draws. */
export const protectedBrowser = {
  submissionId: '00000000-0000-4000-8000-0000000050fa',
  ...withFingerprint('protected', { canvas: { state: 'noised' }, screen: { width: 1920, height: 1080 } }),
  diagnosis: { protections: { canvasNoise: 'on', audioNoise: 'off', strippedParameters: 'unknown', gpc: 'on' } },
}

function withFingerprint(visitorId: string, values: Record<string, unknown>): object {
  const components = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, durationMs: 1 }]))
  return {
    page: { url: 'https://shop.example/about', visitorId },
    fingerprints: { hash: `hash of ${JSON.stringify(values)}`, components },
  }
}

/** One error of each kind of noise, as the SDK marks them. */
export const noise = [
  { message: 'ResizeObserver loop completed with undelivered notifications.', noise: 'resize-observer', count: 900 },
  {
    name: 'TypeError',
    message: 'Cannot redefine property: ethereum',
    source: 'chrome-extension://nkbihfbeogaeaoehlefnkodbefgpgknn/inpage.js',
    noise: 'extension',
    count: 800,
  },
  {
    type: 'csp',
    message: 'script-src-elem would block https://tags.example/t.js',
    disposition: 'report',
    noise: 'report-only',
    count: 700,
  },
]

/** Members of a wrong kind, too long, or with markup. */
export const hostile: object = {
  page: { url: `javascript:alert(1)//${longText}`, title: '<img src=x onerror=alert(1)>', sequence: 'one' },
  browser: {
    userAgent: longText,
    languages: 'de',
    language: ['<b>', 3],
    platform: { toString: 'no' },
    screenResolution: 42,
    deviceMemory: '8',
    hardwareConcurrency: -1e308,
    cookiesEnabled: 'yes',
    onLine: null,
    doNotTrack: { a: 1 },
    battery: { level: 'full', charging: [] },
    connection: [1, 2],
    userAgentData: { brands: 'x', platform: 7, fullVersionList: [null, 3, { brand: {} }] },
    preferences: null,
    viewport: 'wide',
    [longText]: { a: [longText] },
    timezone: '\u0000\ud800<script>alert(1)</script>',
  },
  performance: {
    vitals: { lcp: { value: '12' }, cls: 3, inp: { value: -5 }, fcp: null, ttfb: { value: 1e300 } },
    navigation: { responseEnd: 5, fetchStart: 'x', domInteractive: -3, loadEventEnd: 1e21 },
    resources: [
      null,
      3,
      'x',
      {},
      { name: 7, size: {}, duration: 'x', type: [] },
      { name: longText, size: -1, type: longText },
    ],
    memory: [],
    longAnimationFrames: [{ scripts: { a: 1 } }, { startTime: 'x', duration: {}, scripts: [null, { duration: 'x' }] }],
  },
  fingerprints: {
    hash: longText,
    fullHash: { a: 1 },
    canvas: 'data:image/svg+xml,<svg onload=alert(1)>',
    fonts: [1, null, '"; background: url(//evil.example)', longText],
    webgl: 'none',
    components: {
      canvas: null,
      fonts: { value: { a: { b: { c: [1, [2, [3]]] } } }, durationMs: 'fast' },
      constructor: { value: 1, durationMs: -4 },
      audio: { error: { message: 'no' }, durationMs: 1e99 },
      [longText]: { value: longText, durationMs: 3 },
    },
  },
  errors: [
    null,
    'text',
    7,
    [],
    { message: { a: 1 }, stack: 3, timestamp: 'never', lineno: '1', count: 'x', type: 'constructor', breadcrumbs: {} },
    {
      message: longText,
      source: longText,
      stack: longText,
      breadcrumbs: oddBreadcrumbs,
      count: 1e21,
      timestamp: '2026-11-20T10:20:30.000Z',
    },
  ],
  [longText]: true,
}

/** Browsers alike in which everything works. */
export const working = Array.from({ length: 8 }, (_, n) => ({
  page: { url: `https://shop.example/?n=${n}`, visitorId: `working-${n}` },
  browser: {
    ...predecessor.browser,
    timezone: 'Europe/London',
    preferences: { forcedColors: false, contrast: 'no-preference' },
  },
  fingerprints: { components: { fonts: { value: ['Arial', 'Helvetica', 'Menlo'], durationMs: 3 } } },
}))

/** A customer of support whose browser differs from those. */
export const customer = {
  submissionId: '00000000-0000-4000-8000-00000000ca5e',
  page: {
    url: 'https://shop.example/cart',
    reference: 'TICKET-4711',
    feedback: { message: 'The cart stays empty.', contact: 'jane@shop.example', url: 'https://shop.example/cart' },
  },
  browser: {
    ...predecessor.browser,
    userAgent: predecessor.browser.userAgent.replace('Version/17.4', 'Version/15.1'),
    cookiesEnabled: false,
    timezone: 'Asia/Tokyo',
    preferences: { forcedColors: true, contrast: 'no-preference' },
  },
  fingerprints: { components: { fonts: { value: ['Arial', 'Comic Sans MS'], durationMs: 3 } } },
}
