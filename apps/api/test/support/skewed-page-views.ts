import type { Dimension, MetricName } from '@collector/schema'
import { SeededRandom, weighted, zipf } from './seeded-random.ts'

/** A page view whose facts a test knows. */
export interface SkewedPageView {
  submissionId: string
  receivedAt: Date
  browser: string
  os: string
  device: 'desktop' | 'mobile' | 'tablet' | 'bot'
  host: string
  path: string
  visitorId: string
  vitals: Partial<Record<MetricName, number>>
  /** The message of each tells its group. */
  errors: { message: string; count: number }[]
}

/** Digits would be taken for an id, which groups do not differ by. */
const letters = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')

/** How often each is, from a third to one in ten thousand. */
const systems = weighted([
  ['Windows', 0.34],
  ['Android', 0.3],
  ['iOS', 0.2],
  ['macOS', 0.12],
  ['Linux', 0.0389],
  ['Chrome OS', 0.001],
  ['FreeBSD', 0.0001],
])
const browsersOf: Record<string, ReturnType<typeof weighted<string>>> = {
  Windows: weighted([
    ['Chrome', 0.66],
    ['Edge', 0.22],
    ['Firefox', 0.1],
    ['Opera', 0.019],
    ['Vivaldi', 0.001],
  ]),
  Android: weighted([
    ['Chrome', 0.88],
    ['Samsung Internet', 0.1],
    ['Firefox', 0.019],
    ['Opera', 0.001],
  ]),
  iOS: weighted([
    ['Safari', 0.93],
    ['Chrome', 0.069],
    ['Firefox', 0.001],
  ]),
  macOS: weighted([
    ['Safari', 0.5],
    ['Chrome', 0.45],
    ['Firefox', 0.05],
  ]),
  Linux: weighted([
    ['Chrome', 0.5],
    ['Firefox', 0.497],
    ['Konqueror', 0.003],
  ]),
  'Chrome OS': weighted([['Chrome', 1]]),
  FreeBSD: weighted([['Firefox', 1]]),
}
const mobile = weighted([
  ['mobile', 0.95],
  ['tablet', 0.05],
] as const)
const desktop = weighted([
  ['desktop', 0.999],
  ['bot', 0.001],
] as const)
const hosts = weighted([
  ['shop.example', 0.62],
  ['www.example', 0.3],
  ['blog.example', 0.0789],
  ['staging.example', 0.001],
  ['dev.example', 0.0001],
])
/** More than a day keeps apart. */
const paths = weighted([['/', 3], ...zipf(3000, 1.05, (n) => `/${n % 3 === 0 ? 'products' : 'pages'}/${letters(n)}`)])
const messages = weighted(zipf(4000, 0.9, (n) => `failed at ${letters(n)}`))
const visitors = weighted(zipf(20_000, 0.6, (n) => `visitor ${n}`))

const typical: Record<MetricName, number> = { lcp: 2300, inp: 190, cls: 0.09, fcp: 1500, ttfb: 700 }

/** The dimensions that these page views have. */
export const skewedDimensions = ['browser', 'os', 'device', 'path', 'host'] as const satisfies Dimension[]

/** The message of an error that occurs once. */
export const onceMessage = 'failed only once'

/** The same page views at every run, evenly spread over the time before `to`, in its order. */
export function* skewedPageViews(count: number, { from, to }: { from: Date; to: Date }): Generator<SkewedPageView> {
  const random = new SeededRandom(4711)
  const stepMs = (to.getTime() - from.getTime()) / count
  for (let n = 0; n < count; n++) {
    const os = systems(random)
    const isMobile = os === 'Android' || os === 'iOS'
    const path = paths(random)
    const slowness = (isMobile ? 1.5 : 1) * (path === '/' ? 0.7 : 1)
    yield {
      submissionId: random.uuid(),
      receivedAt: new Date(Math.floor(from.getTime() + (n + random.next()) * stepMs)),
      browser: (browsersOf[os] as (typeof browsersOf)[string])(random),
      os,
      device: (isMobile ? mobile : desktop)(random),
      host: hosts(random),
      path,
      visitorId: visitors(random),
      vitals: vitalsOf(random, slowness),
      // once, late in a busy day
      errors: n === Math.floor(count * 0.69) ? [{ message: onceMessage, count: 1 }] : errorsOf(random),
    }
  }
}

function vitalsOf(random: SeededRandom, slowness: number): SkewedPageView['vitals'] {
  const vitals: SkewedPageView['vitals'] = {}
  for (const [name, middle] of Object.entries(typical) as [MetricName, number][]) {
    // not every browser measures everything
    if (name === 'inp' && random.next() < 0.3) continue
    vitals[name] = middle * slowness * random.factor(0.45)
  }
  return vitals
}

function errorsOf(random: SeededRandom): SkewedPageView['errors'] {
  const drawn = random.next()
  if (drawn > 0.05) return []
  const found = new Set(Array.from({ length: drawn < 0.01 ? 2 : 1 }, () => messages(random)))
  return [...found].map((message) => ({ message, count: 1 + random.below(3) }))
}
