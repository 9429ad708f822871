import type { MetricName } from '@collector/schema'

/** A page view whose facts the test knows. */
export interface PageView {
  browser: string
  os: string
  device: string
  language: string
  release: string
  environment: string
  userAgent: string
  host: string
  path: string
  referrer: string | undefined
  visitorId: string | undefined
  vitals: Partial<Record<MetricName, number>>
  errors: { kind: string; count: number }[]
  fingerprint: string | undefined
  components: Record<string, string> | undefined
  /** How many are sent; the last one counts. */
  submissions: number
}

const agents = [
  {
    browser: 'Chrome',
    os: 'Windows',
    device: 'desktop',
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36',
  },
  {
    browser: 'Firefox',
    os: 'Linux',
    device: 'desktop',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0',
  },
  {
    browser: 'Safari',
    os: 'iOS',
    device: 'mobile',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  },
  {
    browser: 'Chrome',
    os: 'Android',
    device: 'mobile',
    userAgent:
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Mobile Safari/537.36',
  },
  {
    browser: 'SomeBot',
    os: 'Linux',
    device: 'bot',
    userAgent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36 (compatible; SomeBot/1.0)',
  },
]
const paths = ['/', '/cart', '/checkout', '/products/1', '/products/2', '/about']
const referrers = [
  'https://www.google.com/',
  undefined,
  'https://a.example/cart?id=1',
  'http://intranet.example:8080/x',
  'no address',
  'https://google.com./search',
  'https://www.b.example/about',
]
const typical: Record<MetricName, number> = { lcp: 2300, inp: 190, cls: 0.09, fcp: 1500, ttfb: 700 }

/** The same page views at every run, their vitals spread as real ones are: most near the middle, some far above. */
export function knownPageViews(count: number): PageView[] {
  let state = 42
  const next = () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
  const pick = <Item>(items: Item[]) => items[Math.floor(next() ** 2 * items.length)] as Item
  return Array.from({ length: count }, (_, n): PageView => {
    const agent = pick(agents)
    const vitals = Object.fromEntries(
      Object.entries(typical)
        // not every browser measures everything
        .filter(([name]) => name !== 'inp' || next() < 0.7)
        .map(([name, middle]) => [name, middle * Math.exp((next() + next() + next() - 1.5) * 1.4)]),
    )
    const print = n % 3 === 0 ? n % 7 : undefined
    return {
      ...agent,
      language: n % 3 === 0 ? 'de' : 'en',
      release: n < 1000 ? '1.0.0' : '1.1.0',
      environment: n % 7 === 0 ? 'staging' : 'production',
      host: n % 5 === 0 ? 'b.example' : 'a.example',
      path: pick(paths),
      referrer: referrers[n % referrers.length],
      visitorId: n % 4 === 0 ? `visitor-${n % 50}` : undefined,
      vitals,
      errors: [
        ...(n % 10 === 0 ? [{ kind: 'order', count: 1 + (n % 3) }] : []),
        ...(n % 25 === 0 ? [{ kind: 'fetch', count: 1 }] : []),
        ...(n % 35 === 0 ? [{ kind: 'noise', count: 1 }] : []),
        ...(n % 30 === 0 ? [{ kind: 'stack', count: 2 }] : []),
      ],
      fingerprint: print === undefined ? undefined : `print-${print}`,
      components: print === undefined ? undefined : { canvas: `canvas ${print % 3}`, fonts: `fonts ${print % 2}` },
      submissions: n % 5 === 0 ? 2 : 1,
    }
  })
}

/** The errors of a page view that are no noise. */
export function errorsOf({ errors }: Pick<PageView, 'errors'>): PageView['errors'] {
  return errors.filter(({ kind }) => kind !== 'noise')
}

/** Errors in the first of two submissions, in place of a page view's own. */
export const earlyErrors = [{ kind: 'order', count: 50 }]

/** The bodies to post, in an order in which a later submission of a page view may come before an earlier one. */
export function submissionsOf(pageViews: PageView[]): string[] {
  const ordered = pageViews.flatMap((view, n) => {
    const last = body(view, n, view.submissions)
    if (view.submissions === 1) return [{ place: n, last }]
    // none of this may count once the last submission is there
    const early = body({ ...view, vitals: { lcp: 99_000, ttfb: 9000 }, errors: earlyErrors }, n, 1)
    const isReversed = n % 10 === 0
    return [
      { place: n, last: isReversed ? last : early },
      { place: n + 900, last: isReversed ? early : last },
    ]
  })
  return ordered.toSorted((a, b) => a.place - b.place).map(({ last }) => last)
}

function body(view: PageView, n: number, sequence: number): string {
  return JSON.stringify({
    page: {
      url: `https://${view.host}${view.path}?n=${n}`,
      referrer: view.referrer,
      visitorId: view.visitorId,
      // a page view that is submitted once need not say which it is
      ...(n % 2 === 0 || view.submissions > 1 ? { pageViewId: `view-${n}`, sequence } : {}),
    },
    app: { release: view.release, environment: view.environment },
    user: { id: n % 9 === 0 ? `user-${n % 63}` : undefined },
    tags: { plan: n % 8 === 0 ? 'free' : 'paid', cohort: `${n % 5}` },
    browser: { userAgent: view.userAgent, language: view.language === 'de' ? 'de-AT' : 'en' },
    performance: {
      vitals: Object.fromEntries(Object.entries(view.vitals).map(([name, value]) => [name, { value }])),
    },
    fingerprints: view.components && {
      hash: view.fingerprint,
      components: Object.fromEntries(
        Object.entries(view.components).map(([name, value]) => [name, { value, durationMs: 1 }]),
      ),
    },
    errors: view.errors.map(({ kind, count }) => ({ ...errorOf(kind, n), count })),
  })
}

function errorOf(kind: string, n: number) {
  if (kind === 'order')
    return { type: 'error', name: 'Error', message: `Order ${n} is gone`, source: `https://a.example/o-${n}a7b3c9.js` }
  if (kind === 'fetch')
    return { type: 'unhandledrejection', message: `Failed to fetch https://api.example/v1/items/${n}?token=${n * 7}` }
  if (kind === 'noise') return { type: 'error', message: 'ResizeObserver loop limit exceeded' }
  return {
    type: 'error',
    name: 'TypeError',
    message: `x${n} is undefined`.replace(/x\d+/, 'x'),
    stack: `TypeError: x is undefined\n    at openCart (https://a.example/assets/app-${(n + 0xa00000).toString(16)}.js?v=${n}:${n}:1)`,
  }
}
