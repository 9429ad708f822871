import type { UnusualAnswer, UnusualItem } from '@collector/schema'
import { expect, test } from 'vitest'
import { kindWords, unusualWords } from './unusual-words.ts'

const item = (field: string, value: unknown, more: Partial<UnusualItem> = {}): UnusualItem => ({
  field,
  value,
  typical: 'typical',
  browsers: 40,
  sameBrowsers: 0,
  typicalBrowsers: 39,
  isMostlyFailing: false,
  ...more,
})
const answer: UnusualAnswer = {
  browser: 'Chrome',
  os: 'Windows',
  from: '2026-11-21T00:00:00.000Z',
  to: '2026-11-29T00:00:00.000Z',
  browsers: 41,
  failingBrowsers: 12,
  outdated: { version: 140, usual: 153 },
  items: [
    item('browser.cookiesEnabled', false, { isMostlyFailing: true }),
    item('fingerprints.pixelRatio', 1.5, { isMostlyFailing: true }),
    item('version', 140),
    item('browser.preferences.forcedColors', true, { sameBrowsers: 1 }),
    item('fingerprints.fonts', Array(50).fill('Arial')),
    item('fingerprints.webgpu', null),
    item('browser.reducedThing', 'x', { sameBrowsers: 2 }),
    item('browser.timezone', 'Asia/Tokyo', { sameBrowsers: 5 }),
    item('browser.other', 'of too few', { browsers: 7 }),
  ],
}

test('says each thing once, most important first, rare values with their number', () => {
  expect(unusualWords({ browser: { cookiesEnabled: false } }, answer)).toEqual([
    'Chrome 140 is out of date, most have 153',
    'cookies are blocked',
    'Pixel ratio: 1.5 (mostly with errors)',
    'Forced colours: yes (1 of 40 others)',
    'an unusual value of “Fonts” (none of 40 others)',
    'WebGPU: not available (none of 40 others)',
  ])
})

test('needs no other browsers to say that cookies are blocked', () => {
  expect(unusualWords({ browser: { cookiesEnabled: false } }, undefined)).toEqual(['cookies are blocked'])
  expect(unusualWords({ browser: 'text' }, { ...answer, outdated: null, items: [] })).toEqual([])
})

test.each([
  [41, 'Chrome', 'Windows', '41 working Chrome browsers on Windows'],
  [1, null, null, '1 working unknown browser'],
])('%i %s %s', (browsers, browser, os, words) => {
  expect(kindWords({ ...answer, browsers, browser, os })).toBe(words)
})
