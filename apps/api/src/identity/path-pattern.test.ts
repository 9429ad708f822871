import { expect, test } from 'vitest'
import { pageNamer, parsePage, parseWildcards } from './path-pattern.ts'

const nameOf = pageNamer(['/users/me', '/users/:name', '/blog/:year/:slug'])

test.each([
  ['/', '/'],
  ['/products/1', '/products/*'],
  ['/products/1/reviews/27', '/products/*/reviews/*'],
  ['/products/new', '/products/new'],
  ['/orders/6f1c5c1e-9fd2-4fb2-a4f8-c7d0b3f5e1a2', '/orders/*'],
  ['/files/5d41402abc4b2a76b9719d911017c592/raw', '/files/*/raw'],
  ['/the/facade/of/deadbeef', '/the/facade/of/deadbeef'],
  ['/app#/users/12', '/app#/users/*'],
  ['/v2/part-3', '/v2/part-3'],
  ['/users/me', '/users/me'],
  ['/users/12', '/users/:name'],
  ['/users/12/edit', '/users/*/edit'],
  ['/blog/2026/a.b', '/blog/:year/:slug'],
])('%s belongs to the page %s, whose pattern it matches', (path, page) => {
  expect(nameOf(path)).toBe(page)
  const { prefix, expression = '' } = parsePage(page)
  expect(path.startsWith(prefix)).toBe(true)
  expect(path).toMatch(new RegExp(expression))
})

test.each([
  ['/products/*', '/products/new'],
  ['/products/*', '/products/1/reviews'],
  ['/users/:name', '/users/'],
  ['/a.b', '/axb'],
])('the page %s does not hold %s', (page, path) => {
  expect(path).not.toMatch(new RegExp(parsePage(page).expression ?? ''))
})

test.each([
  ['/products/*', { prefix: '/products/' }],
  ['/products/*/reviews', { prefix: '/products/', expression: '^/products/[^/]+/reviews$' }],
  ['/a.b/*/c*', { prefix: '/a.b/', expression: '^/a\\.b/[^/]+/c' }],
])('the filter %s is read', (text, pattern) => {
  expect(parseWildcards(text)).toEqual(pattern)
})
