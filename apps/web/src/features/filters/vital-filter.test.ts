import { expect, test } from 'vitest'
import { vitalWords } from './vital-filter.ts'

test.each([
  ['lcp:2500..4000', 'LCP above 2.5 s, up to 4 s'],
  ['cls:0.25..', 'CLS above 0.25'],
  ['inp:..200', 'INP up to 200 ms'],
  ['ttfb:..', 'TTFB measured'],
  ['speed:1..2', 'speed:1..2'],
  ['lcp', 'lcp'],
])('describes %s as %s', (filter, words) => {
  expect(vitalWords(filter).replaceAll('\u00a0', ' ')).toBe(words)
})
