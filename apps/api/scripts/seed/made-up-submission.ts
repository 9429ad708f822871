import type { Submission } from '@collector/schema'
import { dayMs, type MetricName, metrics, rate } from '@collector/schema/catalogue'
import type { Random } from './random.ts'
import { devices, languages, pages, problems } from './shop.ts'

const origin = 'https://shop.example'

/** Somebody who comes again and again with the same browser. */
export interface Visitor {
  device: (typeof devices)[number]
  place: (typeof languages)[number]
  visitorId: string
  ip: string
  fingerprint: string
}

export function makeVisitor(random: Random): Visitor {
  return {
    device: random.pick(devices),
    place: random.pick(languages),
    visitorId: random.uuid(),
    // of the networks that are reserved for documentation
    ip: random.chance(0.8) ? `203.0.113.${random.integer(1, 254)}` : `2001:db8::${random.hex(4)}`,
    // some share one, as phones of one model do
    fingerprint: random.chance(0.2) ? `5${'0'.repeat(30)}${random.integer(1, 9)}` : random.hex(32),
  }
}

/** Returns what that visitor's browser would have sent of one page view at that time. */
export function madeUpSubmission(random: Random, visitor: Visitor, at: Date): Submission {
  const { device, place, visitorId, fingerprint } = visitor
  const page = random.pick(pages)
  const path = page.path(random.integer(0, 1000))
  const ttfb = random.around(220 * device.slowness, 0.4)
  const fcp = ttfb + random.around(500 * device.slowness, 0.3)
  const lcp = Math.max(fcp, random.around(page.lcpMs * device.slowness, 0.35))
  const round = (value: number) => Math.round(value * 10) / 10
  return {
    submissionId: random.uuid(),
    timestamp: at.toISOString(),
    page: {
      url: origin + path,
      title: page.title,
      referrer: random.chance(0.4) ? 'https://www.google.com/' : `${origin}/`,
      pageViewId: random.uuid(),
      sequence: 1,
      visitorId,
    },
    browser: {
      userAgent: device.userAgent,
      language: place.language,
      languages: [place.language, 'en'],
      platform: device.platform,
      screenResolution: device.screen,
      pixelRatio: device.pixelRatio,
      hardwareConcurrency: device.cores,
      ...(device.memory && { deviceMemory: device.memory }),
      timezone: place.timezone,
      cookiesEnabled: true,
      onLine: true,
      colorDepth: 24,
    },
    performance: {
      vitals: {
        ttfb: vital('ttfb', round(ttfb)),
        fcp: vital('fcp', round(fcp)),
        lcp: vital('lcp', round(lcp)),
        cls: vital('cls', Math.round(random.around(page.cls, 0.8) * 1000) / 1000),
        // who only looks measures none
        ...(random.chance(0.7) && { inp: vital('inp', Math.round(random.around(90 * device.slowness, 0.7) / 8) * 8) }),
      },
      resources: ['app.js', 'style.css', 'hero.avif', 'logo.svg'].map((file, index) => ({
        name: `${origin}/assets/${file}`,
        type: ['script', 'link', 'img', 'img'][index] ?? 'other',
        startTime: round(ttfb + 20 * index),
        duration: round(random.around(80 * device.slowness)),
        size: random.integer(2000, 180_000),
      })),
    },
    fingerprints: {
      hash: fingerprint,
      components: {
        canvas: { value: fingerprint.slice(0, 12), durationMs: 3.1 },
        fonts: { value: ['Arial', 'Georgia', device.platform], durationMs: 9.4 },
        screen: { value: device.screen, durationMs: 0 },
        timezone: { value: place.timezone, durationMs: 0.1 },
      },
    },
    errors: errorsOf(random, path, at),
  }
}

function vital(name: MetricName, value: number) {
  return { value, rating: rate(metrics[name], value) }
}

function errorsOf(random: Random, path: string, at: Date): NonNullable<Submission['errors']> {
  const ageDays = (Date.now() - at.getTime()) / dayMs
  return problems
    .filter((problem) => ageDays <= problem.since && problem.path.test(path) && random.chance(problem.share))
    .map(({ name, message, file, line }) => {
      const source = `${origin}/assets/${file}`
      return {
        type: 'error' as const,
        name,
        message,
        source,
        lineno: line,
        colno: 17,
        stack: `${name}: ${message}\n    at render (${source}:${line}:17)\n    at main (${origin}/assets/app.js:3:1)`,
        count: random.integer(1, 3),
        timestamp: at.toISOString(),
      }
    })
}
