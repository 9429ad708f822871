import { expect, test } from 'vitest'
import { errorGroupKey, type GroupableError, normaliseMessage, normalisePath } from './error-group-key.ts'

const nothing: GroupableError = { type: 'error', name: null, message: '', source: null, stack: null }
const key = (error: Partial<GroupableError>) => errorGroupKey({ ...nothing, ...error })

test.each([
  ['Order 4711 not found', 'Order 98 not found'],
  ['Failed to fetch https://a.example/x?token=1', 'Failed to fetch http://b.example:8080/y/2#z'],
  ['no user 0b6c2f3e-8d1a-4c55-9a3e-5f0d8f6a7b11', 'no user 7b0f1c1a-53a8-4f4e-9d56-0c9a4c7f2d11'],
  ['GET /items?page=2&q=a failed', 'GET /items?page=3 failed'],
  ['commit deadbeef01 is gone', 'commit 0123abcd99 is gone'],
  ['timed out after 12.5 s, 3 of 4', 'timed out after 9 s, 10 of 12'],
  ['mail to a.b@c.example bounced', 'mail to z@y.example bounced'],
])('%s is the same as %s', (a, b) => {
  expect(key({ message: a })).toBe(key({ message: b }))
  expect(key({ message: a })).not.toBe(key({ message: `${a} again` }))
})

test.each([
  [{ message: "reading 'foo'" }, { message: "reading 'bar'" }],
  [{ name: 'TypeError' }, { name: 'RangeError' }],
  [{ type: 'error' }, { type: 'unhandledrejection' }],
  [
    { type: 'resource', source: 'https://a.example/a.png' },
    { type: 'resource', source: 'https://a.example/b.png' },
  ],
])('%j differs from %j', (a, b) => {
  expect(key(a)).not.toBe(key(b))
})

test('a stack is the same after another build, on another host, in another line; not elsewhere', () => {
  const stack = (file: string, line: number, name = 'openCart') =>
    `TypeError: x\n    at ${name} (${file}:${line}:9)\n    at async Promise.all (index 0)\n    at ${file}:${line}:1`
  const one = key({ stack: stack('https://a.example/assets/app-3f2a9c1b.js?v=1', 10) })
  expect(key({ stack: stack('https://b.example/assets/app-BxKdaZQw.js', 99) })).toBe(one)
  expect(key({ stack: stack('https://a.example/assets/app-3f2a9c1b.js', 10, 'closeCart') })).not.toBe(one)
})

test('the stacks of Firefox and Safari have frames too', () => {
  const stack = 'openCart@https://a.example/app.js:1:2\n@https://a.example/app.js:3:4'
  expect(key({ stack })).toBe(key({ stack: stack.replaceAll(/\d+/g, '7') }))
  expect(key({ stack })).not.toBe(key({ stack: stack.replace('openCart', 'closeCart') }))
})

test.each([
  ['https://a.example/assets/app-3f2a9c1b.js?x#y', '/assets/app.js'],
  ['/main.8f3e2d1a.chunk.js', '/main.chunk.js'],
  ['https://a.example/jquery.min.js', '/jquery.min.js'],
  ['https://a.example/orders/4711/edit', '/orders/<n>/edit'],
])('the path of %s is %s', (address, path) => {
  expect(normalisePath(address)).toBe(path)
})

test('no digit is left, whatever else is in it', () => {
  const pieces = [
    'a',
    'B',
    '0',
    '17',
    ' ',
    '/',
    '?',
    '#',
    '-',
    '_',
    '.',
    ':',
    '@',
    '<n>',
    'https://',
    '\n',
    '😀',
    '\u0000',
  ]
  let seed = 1
  const next = () => {
    seed = (seed * 48271) % 2147483647
    return pieces[seed % pieces.length]
  }
  for (let n = 0; n < 2000; n++) {
    const message = Array.from({ length: 1 + (n % 25) }, next).join('')
    const words = normaliseMessage(message)
    expect(words).not.toMatch(/\d/)
    expect(typeof key({ message, stack: message, source: message })).toBe('string')
  }
})

test('a hostile message takes no long time', () => {
  for (const part of ['a', '-a', 'a1', '/a?', 'a@', 'https:', '(', ' at a (']) {
    const long = part.repeat(200_000)
    const begun = performance.now()
    key({ message: long, stack: long, source: long })
    expect(performance.now() - begun).toBeLessThan(5000)
  }
})
