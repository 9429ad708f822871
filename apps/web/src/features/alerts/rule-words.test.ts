import { expect, test } from 'vitest'
import { durationWords, filterText, parseFilters, ruleWords } from './rule-words.ts'

const rule = { id: 1, name: 'A', channelIds: [], filters: {}, isEnabled: true, mutedUntil: null }

test.each([
  [
    'vital',
    { metric: 'lcp', threshold: 4000, windowMinutes: 60, consecutive: 2, minSamples: 100 },
    'The p75 of LCP in 1 hour is above 4\u00a0s, 2 times in a row; at least 100 page views.',
  ],
  [
    'vital',
    { metric: 'cls', threshold: 0.25, windowMinutes: 90, minSamples: 1 },
    'The p75 of CLS in 90 minutes is above 0.25; at least 1 page views.',
  ],
  [
    'errorRate',
    { measure: 'share', threshold: 0.1, windowMinutes: 60 },
    '10\u00a0% or more of the page views in 1 hour have errors.',
  ],
  [
    'errorRate',
    { measure: 'count', threshold: 50, windowMinutes: 1440 },
    '50 or more of the page views in 1 day have errors.',
  ],
  ['noTraffic', { windowMinutes: 60 }, 'No page view in 1 hour, where some usually come.'],
  ['case', {}, 'A report with a reference or a message of its visitor arrives.'],
  ['digest', { windowMinutes: 10_080 }, 'Each Monday at 8:00 UTC.'],
] as const)('%s %o reads as a sentence', (kind, params, sentence) => {
  expect(ruleWords({ ...rule, kind, params })).toBe(sentence)
})

test('durations are in the largest unit that divides them', () => {
  expect([5, 60, 90, 120, 1440, 2880].map(durationWords)).toEqual([
    '5 minutes',
    '1 hour',
    '90 minutes',
    '2 hours',
    '1 day',
    '2 days',
  ])
})

test('filters are read from text and from the address of a page, without its time', () => {
  expect(parseFilters('device=!bot&path=/checkout')).toEqual({ device: '!bot', path: '/checkout' })
  expect(parseFilters('https://c.example/vitals?metric=lcp&range=7d&hasErrors=true&own=false&browser=Chrome')).toEqual({
    hasErrors: true,
    own: false,
    browser: 'Chrome',
  })
  expect(filterText({ device: '!bot', path: '/checkout' })).toBe('device=!bot&path=/checkout')
})
