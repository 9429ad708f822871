import type { CheckResult } from '@collector/schema'
import { expect, test } from 'vitest'
import { ratePolicy } from './autoplay.ts'
import { browserAge } from './browser-age.ts'
import { clock } from './clock.ts'
import { rateDownload } from './download.ts'
import { rateGraphics } from './hardware-acceleration.ts'
import { rateRoundTrip } from './round-trip.ts'
import { rateEvents } from './server-sent-events.ts'
import { thirdPartyFrame } from './third-party-frame.ts'
import { rateZoom, type ZoomFacts } from './zoom.ts'

const now = Date.parse('2026-06-01')
const released = (name: string, releasedAt: string) =>
  browserAge({ now, browser: { name, version: '1', releasedAt, newest: '9' } })
const window: ZoomFacts = { outerWidth: 1280, innerWidth: 1280, pixelRatio: 1, pinch: 1, isChromium: true }
const frame = { cookie: true, storage: true, hasStorageAccess: true, isSecure: true, referrer: '', search: '' }

test.each<[string, CheckResult, CheckResult]>([
  ['a clock 20 s ahead', clock({ now, askedAt: now + 20_000 }), { state: 'good', detail: 'agrees with the server' }],
  [
    'a clock 90 s behind',
    clock({ now, askedAt: now - 90_000 }),
    { state: 'fair', detail: '90\u00a0s behind the server' },
  ],
  [
    'a clock 3 days ahead',
    clock({ now, askedAt: now + 259_200_000 }),
    { state: 'poor', detail: '3\u00a0days ahead of the server' },
  ],
  [
    'Chrome of last month',
    released('Chrome', '2026-05-05'),
    { state: 'good', detail: 'Chrome 1, released 2026-05-05' },
  ],
  [
    'Chrome of last summer',
    released('Chrome', '2025-08-05'),
    { state: 'fair', detail: 'Chrome 1, released 2025-08-05; the newest is 9' },
  ],
  [
    'Firefox ESR of last summer',
    released('Firefox', '2025-08-05'),
    { state: 'good', detail: 'Firefox 1, released 2025-08-05' },
  ],
  [
    'Safari of 2023',
    released('Safari', '2023-08-05'),
    { state: 'poor', detail: 'Safari 1, released 2023-08-05; the newest is 9' },
  ],
  ['an unknown browser', browserAge({ now }), { state: 'unknown', detail: 'not in the list of versions' }],
  ['a near server', rateRoundTrip(12.4), { state: 'good', detail: '12\u00a0ms' }],
  ['a far server', rateRoundTrip(200), { state: 'fair', detail: '200\u00a0ms' }],
  ['a slow download', rateDownload(150_000, 3000), { state: 'poor', detail: '0.4\u00a0Mbit/s' }],
  ['a fair download', rateDownload(262_144, 1000), { state: 'fair', detail: '2.1\u00a0Mbit/s' }],
  ['events apart', rateEvents([100, 400]), { state: 'good', detail: 'arrive at once' }],
  ['no event', rateEvents([]), { state: 'fair', detail: 'held back until the end' }],
  ['a graphics card', rateGraphics('ANGLE (NVIDIA, NVIDIA GeForce RTX 4070)'), { state: 'good', detail: 'on' }],
  [
    'Windows without a driver',
    rateGraphics('ANGLE (Microsoft, Microsoft Basic Render Driver)'),
    { state: 'fair', detail: 'the processor draws' },
  ],
  ['autoplay with sound', ratePolicy('allowed'), { state: 'good', detail: 'with sound too' }],
  // a Firefox that a test controls allows it whatever its settings say
  ['no autoplay', ratePolicy('disallowed'), { state: 'fair', detail: 'blocked' }],
  [
    'a frame without cookies',
    thirdPartyFrame({ ...frame, cookie: false }),
    { state: 'fair', detail: 'cookies blocked' },
  ],
  [
    'a frame over http',
    thirdPartyFrame({ ...frame, cookie: false, isSecure: false }),
    { state: 'unknown', detail: 'cookies need https' },
  ],
  ['no zoom', rateZoom(window), { state: 'good', detail: '100\u00a0%' }],
  // page zoom cannot be set in a browser that a test controls
  [
    'zoom of 125 %',
    rateZoom({ ...window, innerWidth: 1024, pixelRatio: 1.25 }),
    { state: 'fair', detail: '125\u00a0%' },
  ],
  [
    'zoom of 90 % on a fine screen',
    rateZoom({ ...window, innerWidth: 1422, pixelRatio: 1.8 }),
    { state: 'fair', detail: '90\u00a0%' },
  ],
  ['a side bar', rateZoom({ ...window, innerWidth: 1164 }), { state: 'unknown', detail: 'this window does not tell' }],
  ['a pinch', rateZoom({ ...window, isChromium: false, pinch: 2.5 }), { state: 'fair', detail: '250\u00a0%' }],
  ['Firefox', rateZoom({ ...window, isChromium: false }), { state: 'unknown', detail: 'this browser does not tell' }],
])('%s', (_name, result, expected) => {
  expect(result).toEqual(expected)
})
