import { render } from 'lit'
import { expect, test } from 'vitest'
import { identifiability, oneIn } from './identifiability.ts'

test.each([
  [1, 312, '1 in 312'],
  [1, 1_234_567, '1 in 1,234,567'],
  [2, 3, '1 in 1.5'],
  [5, 5, '1 in 1'],
])('%i of %i', (count, total, text) => {
  expect(oneIn({ count, total })).toBe(text)
})

function shown(...args: Parameters<typeof identifiability>): string {
  const host = document.createElement('div')
  render(identifiability(...args), host)
  return (host.textContent ?? '').replaceAll(/\s+/g, ' ')
}

test('a fingerprint is compared with enough browsers only', () => {
  expect(shown({ count: 1, total: 2, bits: 1, components: [] })).toContain(
    'Too few to tell: only 2 browsers with a fingerprint were seen here',
  )
})

test('the components that tell most are named, with what would help', () => {
  const text = shown({
    count: 1,
    total: 1024,
    bits: 10,
    components: [
      { name: 'canvas', count: 4, total: 1024, bits: 8 },
      { name: 'screen', count: 1, total: 2, bits: 1 },
      { name: 'math', count: 1024, total: 1024, bits: 0 },
    ],
  })
  expect(text).toContain('1 in 1,024: no other of the 1,024 browsers compared has its fingerprint. That is 10 bits')
  expect(text).toMatch(/Most is told by [^,]*\(8\sbits\)\./)
  expect(text).toContain('Drawing and fonts:')
  expect(text).not.toContain('The screen:')
})
