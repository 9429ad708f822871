import { afterEach, expect, test } from 'vitest'
import type { CollectorReport } from './collector-report.ts'
import './collector-report.ts'

const long = 'x'.repeat(5000)
/** One value of each JSON type, and values that are easily mistaken for others. */
const values: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  ' ',
  'text',
  '<img src=x onerror=alert(1)>',
  '\u0000\ud800',
  long,
  [],
  [null, [null]],
  ['text', 1, {}],
  {},
  { value: null },
  { value: { value: 'text' }, durationMs: 'text' },
  { constructor: 1, toString: 2, length: 3, __proto__: 4 },
  { [long]: long },
]

const sections = {
  browser: `userAgent language languages platform screenResolution colorDepth pixelRatio viewport orientation deviceMemory
    hardwareConcurrency cookiesEnabled onLine doNotTrack globalPrivacyControl timezone secureContext connection battery
    userAgentData preferences somethingNew`,
  performance: 'vitals navigation timing resources memory longAnimationFrames',
  fingerprints: 'hash fullHash components canvas fonts webgl',
  page: 'url referrer title pageViewId sequence',
}

/** Each value as a whole section, as each of its fields, and one level deeper. */
const submissions: [place: string, make: (value: unknown) => unknown][] = [
  ['everything', (value) => ({ browser: value, performance: value, fingerprints: value, errors: value, page: value })],
  ['/errors/0', (value) => ({ errors: [value] })],
  ...'type name message source lineno colno stack cause count timestamp'
    .split(' ')
    .map((field): [string, (value: unknown) => unknown] => [
      `/errors/0/${field}`,
      (value) => ({ errors: [{ message: 'm', [field]: value }] }),
    ]),
  ...'name type startTime duration size encodedSize decodedSize protocol renderBlocking delivery status'
    .split(' ')
    .map((field): [string, (value: unknown) => unknown] => [
      `/performance/resources/0/${field}`,
      (value) => ({ performance: { resources: [{ [field]: value }] } }),
    ]),
  ...Object.entries(sections).flatMap(([section, fields]) =>
    fields.split(/\s+/).flatMap((field): [string, (value: unknown) => unknown][] => [
      [`/${section}/${field}`, (value) => ({ [section]: { [field]: value } })],
      [`/${section}/${field}/*`, (value) => ({ [section]: { [field]: { lcp: value, canvas: value, level: value } } })],
      [`/${section}/${field}/0`, (value) => ({ [section]: { [field]: [value] } })],
    ]),
  ),
]

afterEach(() => {
  document.body.replaceChildren()
  location.hash = ''
})

/** Renders a submission and waits until all its parts have rendered or thrown. */
async function draw(submission: unknown, tab: string): Promise<string> {
  location.hash = tab
  const report = document.createElement('collector-report') as CollectorReport
  report.submission = submission as Record<string, unknown>
  report.sent = report.submission
  document.body.append(report)
  await settle(report)
  const text = report.textContent ?? ''
  report.remove()
  return text
}

async function settle(element: Element): Promise<void> {
  await (element as { updateComplete?: Promise<unknown> }).updateComplete
  for (const child of element.children) await settle(child)
}

test.each(['overview', 'performance', 'fingerprint', 'raw-data'])(
  'the tab %s shows any stored value, and no raw "undefined" or "NaN"',
  { timeout: 120_000 },
  async (tab) => {
    const wrong: string[] = []
    for (const [place, make] of submissions) {
      for (const value of values) {
        const what = `${place} = ${JSON.stringify(value)?.slice(0, 60)}`
        try {
          const text = await draw(make(value), tab)
          if (!/\S/.test(text)) wrong.push(`${what}: nothing drawn`)
          const odd = /undefined|\[object|NaN|Infinity|\[native code/.exec(text)
          if (odd) wrong.push(`${what}: says ${odd[0]}`)
        } catch (error) {
          wrong.push(`${what}: ${error}`)
        }
      }
    }
    expect(wrong).toEqual([])
  },
)
