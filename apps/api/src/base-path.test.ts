import { expect, test } from 'vitest'
import { fillBasePath, withoutBasePath } from './base-path.ts'

test.each([
  ['/tools/collector', '/'],
  ['/tools/collector/', '/'],
  ['/tools/collector?a=b', '/?a=b'],
  ['/tools/collector/submissions?a=b', '/submissions?a=b'],
  ['/tools/collectors', '/tools/collectors'],
  ['/tools', '/tools'],
  ['/submissions', '/submissions'],
  ['/', '/'],
  ['*', '*'],
])('%s is asked for as %s', (url, expected) => {
  expect(withoutBasePath(url, '/tools/collector')).toBe(expected)
})

test('fills the base path into addresses of ours and no others', () => {
  const html =
    '<link href="./a.css"><script src="/b.js"></script><a href="//c.example/"></a><meta content="./"><a href="#d"></a><a href="https://e.example/">href="/"</a>'
  expect(fillBasePath(html, '/x')).toBe(
    '<link href="/x/a.css"><script src="/x/b.js"></script><a href="//c.example/"></a><meta content="/x/"><a href="#d"></a><a href="https://e.example/">href="/"</a>',
  )
  expect(fillBasePath(html, '')).toContain('<link href="/a.css">')
})
