import { expect, test } from 'vitest'
import { identifyBrowser } from './identify.ts'
import { knownBrowsers, sectionOf } from './known-browsers.ts'
import type { Product } from './product.ts'

const words = (product: Product | undefined) => [product?.name, product?.version].filter(Boolean).join(' ')

test.each(knownBrowsers)('identifies $is by its user agent $userAgent', (known) => {
  const { browser, os, device } = identifyBrowser(sectionOf(known))
  expect([words(browser), words(os), device]).toEqual(known.is)
})

test.each([
  [{ userAgentData: { model: 'Pixel 8' }, userAgent: 'Mozilla/5.0 (Linux; Android 10; K)' }, 'Pixel 8'],
  [{ userAgent: 'Mozilla/5.0 (Linux; Android 10; K)' }, undefined],
  [{ userAgent: 'Mozilla/5.0 (Linux; Android 13; SM-G991B Build/TP1A; wv)' }, 'SM-G991B'],
  [{ userAgent: 'Mozilla/5.0 (Linux; U; Android 12; en-US; RMX3085 Build/SP1A)' }, 'RMX3085'],
  [{ userAgent: 'Mozilla/5.0 (Android 14; Mobile; rv:127.0)' }, undefined],
])('reads the model of %o', (section, model) => {
  expect(identifyBrowser(section).model).toBe(model)
})

test('takes a touch screen under macOS for an iPad only without client hints, which browsers on iPads lack', () => {
  const userAgent = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36'
  const section = { userAgent, maxTouchPoints: 5, userAgentData: { platform: 'macOS' } }
  expect(identifyBrowser(section)).toMatchObject({ os: { name: 'macOS' }, device: 'desktop' })
})

test.each([
  undefined,
  null,
  'text',
  7,
  [],
  {},
  { userAgent: 7, userAgentData: 'x', maxTouchPoints: '5' },
  { userAgent: 'nothing anyone knows', userAgentData: { brands: [null, 1, { brand: {} }], fullVersionList: {} } },
  { userAgentData: { brands: Array(100).fill({ brand: 'Not/A)Brand', version: '99' }), platform: 'Unknown' } },
])('identifies nothing in %o', (section) => {
  const { browser, os, model } = identifyBrowser(section)
  expect([browser, os, model]).toEqual([undefined, undefined, undefined])
})

test.each(['Version/1.', 'Android ', 'FBAN FBAV ', 'NAVER(inapp;', 'a-', 'bot', 'Weibo ', ' OS 1', 'Opera/9.80 '])(
  'a user agent of a million times "%s" ends soon',
  (part) => {
    expect(() => identifyBrowser({ userAgent: part.repeat(1_000_000) })).not.toThrow()
  },
)
