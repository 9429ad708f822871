import { expect, test } from 'vitest'
import { shortLabel } from './short-label.ts'
import { shortUrl } from './url.ts'

test.each([
  ['https://a.example/x.js', 'https://a.example/page', '/x.js'],
  ['https://b.example/x.js', 'https://a.example/page', 'https://b.example/x.js'],
  ['https://a.example.evil/x.js', 'https://a.example/page', 'https://a.example.evil/x.js'],
  ['x.js', undefined, 'x.js'],
  ['data:text/plain,x', 'not an address', 'data:text/plain,x'],
])('%s on %s is %s', (url, page, short) => {
  expect(shortUrl(url, page)).toBe(short)
})

test.each([
  ['https://a.example/assets/app.js?v=1', 32, 'assets/app.js'],
  ['https://a.example/assets/a-very-long-name-of-a-file.js', 18, '…name-of-a-file.js'],
  ['https://a.example/', 32, '/a.example'],
])('%s in %i characters is %s', (url, longest, label) => {
  expect(shortLabel(url, longest)).toBe(label)
  expect(shortLabel(url, longest).length).toBeLessThanOrEqual(longest)
})
