import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startCollector } from '@collector/testing/collector'

const hourMs = 3_600_000

/** One past page view, as a browser would have posted it. */
export interface PastPageView {
  hoursAgo: number
  submission: object
}

/** Fills an embedded database with past page views, through a Collector whose clock is behind. */
export async function storeHistory(dataDir: string, token: string, pageViews: readonly PastPageView[]): Promise<void> {
  const clockFile = `${dataDir}.clock`
  const oldestFirst = [...Map.groupBy(pageViews, ({ hoursAgo }) => hoursAgo)].sort(([a], [b]) => b - a)
  await writeFile(clockFile, String((oldestFirst[0]?.[0] ?? 0) * hourMs))
  const collector = await startCollector({
    DATA_DIR: dataDir,
    ACCESS_TOKEN: token,
    RATE_LIMIT_PER_MINUTE: '0',
    LOG_LEVEL: 'warn',
    NODE_OPTIONS: `--import=${join(import.meta.dirname, 'shift-clock.js')}`,
    CLOCK_BEHIND_FILE: clockFile,
  })
  try {
    for (const [hoursAgo, group] of oldestFirst) {
      await writeFile(clockFile, String(hoursAgo * hourMs))
      // the clock looks at the file every 10 ms
      await sleep(30)
      await Promise.all(group.map(({ submission }) => post(collector.origin, submission)))
    }
  } finally {
    await collector.stop()
    await rm(clockFile)
  }
}

async function post(origin: string, submission: object): Promise<void> {
  const response = await fetch(`${origin}/collect`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'return=minimal' },
    body: JSON.stringify(submission),
  })
  if (!response.ok) throw new Error(await response.text())
}

const agents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0',
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Mobile Safari/537.36',
]
/** Used one after the other: drawing one more number from `next` would change all that follow. */
const referrers = [
  'https://www.google.com/',
  undefined,
  'https://shop.example/',
  'https://news.example/a',
  'https://shop.example/cart',
]
const paths = ['/', '/products/12', '/cart', '/checkout', '/about']
/** Factor by page: some are slower than others. */
const slowness = [0.8, 1, 0.9, 1.7, 0.6]
const typical = { lcp: 2000, inp: 140, cls: 0.06, fcp: 1300, ttfb: 500 }

/** Returns the release that was deployed: the latest brought the failing checkout. */
function releaseAt(hoursAgo: number): string {
  if (hoursAgo < 12) return '2.1.0'
  return hoursAgo < 80 ? '2.0.3' : '2.0.2'
}

/** Returns a week of a shop, the same at every run: quiet at night, and since this morning its checkout fails on iPhones. */
export function shopWeek(): PastPageView[] {
  let state = 7
  const next = () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
  const pick = (count: number) => Math.floor(next() ** 1.6 * count)
  const pageViews: PastPageView[] = []
  for (let hoursAgo = 24 * 7; hoursAgo >= 0; hoursAgo -= hoursAgo > 48 ? 3 : 1) {
    const isNight = hoursAgo % 24 > 10 && hoursAgo % 24 < 19
    const usual = Math.round((isNight ? 1 : 6) * (0.6 + next()))
    // customers who cannot pay try again
    const count = usual + (hoursAgo < 12 ? 2 : 0)
    for (let n = 0; n < count; n++) {
      const [agent, page] = n < usual ? [pick(agents.length), pick(paths.length)] : [1, 3]
      const slow = (slowness[page] ?? 1) * (agent === 3 ? 1.4 : 1) * (hoursAgo < 20 ? 1.25 : 1)
      const vitals = Object.fromEntries(
        Object.entries(typical).map(([name, middle]) => [
          name,
          explained(name, middle * slow * Math.exp((next() + next() + next() - 1.5) * 1.1), page),
        ]),
      )
      pageViews.push({
        hoursAgo,
        submission: {
          app: { release: releaseAt(hoursAgo), environment: 'production' },
          browser: { userAgent: agents[agent] },
          page: {
            url: `https://shop.example${paths[page]}`,
            referrer: referrers[(hoursAgo + n) % referrers.length],
            pageViewId: `view-${hoursAgo}-${n}`,
            sequence: 1,
          },
          performance: { vitals, ...scriptsOf(page, n) },
          errors: errorsOf(hoursAgo, agent, page, n),
        },
      })
    }
  }
  return pageViews
}

const elements = ['main>img.hero', 'div.gallery>img', 'main>h1', 'form.payment>img.card', 'article>h1']
const targets = ['nav>button.menu', 'button#add-to-cart', 'input.quantity', 'button#pay', 'a.more']

/** Returns a vital with its attribution: each page has its own reasons, and image pages wait for the request of their image. */
function explained(name: string, value: number, page: number) {
  const parts = (shares: Record<string, number>) =>
    Object.fromEntries(Object.entries(shares).map(([phase, share]) => [phase, value * share]))
  const hasImage = elements[page]?.includes('img')
  const attributions: Record<string, object> = {
    lcp: {
      target: elements[page],
      url: hasImage ? `https://cdn.shop.example/images/page-${page}.avif` : '',
      ...parts(
        hasImage
          ? { timeToFirstByte: 0.2, resourceLoadDelay: 0.45, resourceLoadDuration: 0.25, elementRenderDelay: 0.1 }
          : { timeToFirstByte: 0.3, resourceLoadDelay: 0, resourceLoadDuration: 0, elementRenderDelay: 0.7 },
      ),
    },
    inp: {
      interactionTarget: targets[page],
      interactionType: page === 2 ? 'keyboard' : 'pointer',
      ...parts({ inputDelay: 0.15, processingDuration: 0.7, presentationDelay: 0.15 }),
      script: {
        sourceURL: page === 3 ? 'https://tags.example/pixel.js' : 'https://shop.example/app.js',
        sourceFunctionName: page === 3 ? 'trackPayment' : 'render',
        invoker: 'BUTTON.onclick',
        duration: value * 0.6,
      },
    },
    cls: { largestShiftTarget: page === 3 ? 'div.banner' : 'footer', largestShiftTime: 1200 + 300 * page },
    fcp: parts({ timeToFirstByte: 0.4, firstByteToFCP: 0.6 }),
    ttfb: parts({
      waitingDuration: 0.05,
      cacheDuration: 0.02,
      dnsDuration: 0.08,
      connectionDuration: 0.15,
      requestDuration: 0.7,
    }),
  }
  return { value, attribution: attributions[name] }
}

/** Every page has its own script and a tag, and the checkout a widget that blocks. */
function scriptsOf(page: number, n: number) {
  const app = 'https://shop.example/assets/app-BxKdaZQw.js'
  const tag = 'https://www.googletagmanager.com/gtag/js?id=G-1'
  const widget = 'https://widget.chat.example/loader.js'
  const script = (name: string, duration: number, size: number) => ({ name, type: 'script', duration, size })
  return {
    resources: [
      script(app, 120 + (n % 40), 48_000),
      script(tag, 180 + (n % 60), 0),
      ...(page === 3 ? [script(widget, 420, 0)] : []),
    ],
    longAnimationFrames:
      page === 3
        ? [
            {
              ...{ startTime: 900, duration: 320, blockingDuration: 260 },
              scripts: [
                {
                  ...{ sourceURL: widget, sourceFunctionName: 'openChat', invoker: 'BUTTON#pay.onclick' },
                  ...{ duration: 240, forcedStyleAndLayoutDuration: 60 },
                },
                { sourceURL: app, sourceFunctionName: 'render', invoker: 'BUTTON#pay.onclick', duration: 60 },
              ],
            },
          ]
        : [],
  }
}

function errorsOf(hoursAgo: number, agent: number, page: number, n: number): object[] {
  const errors: object[] = []
  if (agent === 1 && page === 3 && hoursAgo < 12) {
    errors.push({
      type: 'error',
      name: 'TypeError',
      message: "undefined is not an object (evaluating 'order.total')",
      source: 'https://shop.example/checkout.js',
      lineno: 88,
      colno: 14,
      stack:
        'total@https://shop.example/checkout.js:88:14\nrender@https://shop.example/checkout.js:41:3\nupdate@https://shop.example/app.js:12:9',
      count: 1 + (n % 3),
    })
  }
  if (n % 7 === 3) {
    errors.push({
      type: 'unhandledrejection',
      name: 'TypeError',
      message: 'Failed to fetch',
      source: 'https://shop.example/app.js',
      stack: 'TypeError: Failed to fetch\n    at load (https://shop.example/app.js:230:11)',
    })
  }
  if (n % 11 === 5) {
    errors.push({ type: 'resource', message: 'img failed to load', source: `https://cdn.shop.example/hero-${n}.webp` })
  }
  return errors
}
