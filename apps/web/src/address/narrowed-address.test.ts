import { expect, test } from 'vitest'
import { narrowedAddress } from './narrowed-address.ts'

const from = (text: string) => ({ query: new URLSearchParams(text), pageRange: '24h' as const })

test.each([
  ['', {}, '/submissions?range=24h'],
  ['range=7d&browser=Chrome&metric=lcp&cursor=x', {}, '/submissions?browser=Chrome&range=7d'],
  ['range=7d', { from: '2026-11-20' }, '/submissions?from=2026-11-20'],
  ['from=2026-11-20&q=', { path: '/a b' }, '/submissions?from=2026-11-20&path=%2Fa+b'],
] as const)('from a page of %s with %o', (query, changes, address) => {
  expect(narrowedAddress('/submissions', from(query), changes)).toBe(address)
})

test('the address has the parameters of the target page', () => {
  expect(narrowedAddress('/vitals', from('range=all'), {}, { metric: 'cls' })).toBe('/vitals?range=all&metric=cls')
})
