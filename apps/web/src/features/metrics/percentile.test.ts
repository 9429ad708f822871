import { render } from 'lit'
import { expect, test } from 'vitest'
import { percentile } from './percentile.ts'

function shown(...[metric, value, samples]: Parameters<typeof percentile>): string {
  const place = document.createElement('div')
  render(percentile(metric, value, samples), place)
  for (const hidden of place.querySelectorAll('[aria-hidden]')) hidden.remove()
  return place.textContent?.replace(/\s+/g, ' ').trim() ?? ''
}

test.each([
  ['lcp', 89, 1, 'about 89 ms'],
  ['lcp', 2310, 29, 'about 2.31 s'],
  ['lcp', 2310, 30, '2.31 s'],
  // zero has a bucket of its own
  ['cls', 0, 1, '0'],
  ['cls', null, 0, '–'],
] as const)('p75 of %s, %s of %i samples: %s', (metric, value, samples, text) => {
  expect(shown(metric, value, samples)).toBe(text)
})
