import { expect, test } from 'vitest'
import { errorGroupKey, type GroupableError } from './error-group-key.ts'
import { isBuildHash } from './is-build-hash.ts'
import { normaliseMessage } from './normalise-message.ts'
import { normalisePath } from './normalise-path.ts'
import { stackFrames } from './stack-frames.ts'

const nothing: GroupableError = {
  type: 'error',
  name: null,
  message: '',
  source: null,
  stack: null,
  noise: null,
  pageUrl: null,
}
const key = (error: Partial<GroupableError>) => errorGroupKey({ ...nothing, ...error })

test.each([
  ['Order 4711 not found', 'Order 98 not found'],
  ['Order #4711 not found', 'Order #98 not found'],
  ['Failed to fetch https://a.example/x?token=1', 'Failed to fetch http://b.example:8080/y/2#z'],
  [
    'see https://react.dev/errors/418?args[]=HTML&args[]= for it',
    'see https://react.dev/errors/418?args[]=text for it',
  ],
  ['no user 0b6c2f3e-8d1a-4c55-9a3e-5f0d8f6a7b11', 'no user 7b0f1c1a-53a8-4f4e-9d56-0c9a4c7f2d11'],
  ['GET /items?page=2&q=a failed', 'GET /items?page=3 failed'],
  ['commit deadbeef01 is gone', 'commit 0123abcd99 is gone'],
  ['commit abcdefab is gone', 'commit 0123abcd99 is gone'],
  ['token QWxhZGRpbjpvcGVuIHNlc2FtZQ is old', 'token ZGVtbzpwYXNzd29yZDEyMzQ1Njc4 is old'],
  ['session x7k2 expired', 'session q9z4 expired'],
  ['cart V1StGXR8_Z5jdHi6B-myT', 'cart a4SuOBhp-kT9_wQzE2rNx'],
  ['timed out after 12.5 s, 3 of 4', 'timed out after 9 s, 10 of 12'],
  ['mail to a.b@c.example bounced', 'mail to z@y.example bounced'],
  ['mail to jürgen@b.example bounced', 'mail to zoë@münchen.example bounced'],
  ['at 2026-11-24T10:00:00.000Z', 'at 2025-01-02T03:04:05+01:00'],
  ['no route to 2001:db8::1', 'no route to fe80::1ff:fe23:4567:890a'],
  ['pay from DE89 3704 0044 0532 0130 00 failed', 'pay from FR14 2004 1010 0505 0001 3M02 606 failed'],
  ['Unable to preload CSS for /assets/index-BxKdaZQw.css', 'Unable to preload CSS for /assets/index-DqWbTnRe.css'],
  ['missing chunk-QWERTYUI.js here', 'missing chunk-ZXCVBNMA.js here'],
  ['Error: 3 files are missing', 'Error: 12 files are missing'],
  ['error 3 of 12', 'error 4 of 20'],
  ['HTTP timeout after error 5 times', 'HTTP timeout after error 7 times'],
  ['invalid promo code 4711', 'invalid promo code 98'],
  ['failed to decode 4711 items', 'failed to decode 98 items'],
  ['code 482913 is not yours', 'code 917263 is not yours'],
])('%s is the same as %s', (a, b) => {
  expect(normaliseMessage(a)).toBe(normaliseMessage(b))
  expect(key({ message: a })).toBe(key({ message: b }))
  expect(key({ message: a })).not.toBe(key({ message: `${a} again` }))
})

test.each([
  ["Cannot read properties of undefined (reading 'iban')", "undefined is not an object (evaluating 'e.payment.iban')"],
  ["Cannot read properties of undefined (reading 'iban')", 'can\'t access property "iban", e.payment is undefined'],
  ["Cannot read property 'iban' of null", "null is not an object (evaluating 'e.payment.iban')"],
  ["Cannot set properties of null (setting 'x')", "null is not an object (evaluating 'a[0].x = 1')"],
  ['e.pay is not a function', "e.pay is not a function. (In 'e.pay(1)', 'e.pay' is undefined)"],
  ['gtag is not defined', "Can't find variable: gtag"],
  ['Failed to fetch', 'Load failed'],
  ['Failed to fetch', 'NetworkError when attempting to fetch resource.'],
  [
    'Failed to fetch dynamically imported module: https://a.example/x-BxKdaZQw.js',
    'error loading dynamically imported module: https://a.example/x-BxKdaZQw.js',
  ],
  ['Failed to fetch dynamically imported module: https://a.example/x.js', 'Importing a module script failed.'],
  ['Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON', "JSON Parse error: Unrecognized token '<'"],
  ['Unexpected token < in JSON at position 0', 'Unexpected non-whitespace character after JSON at position 4'],
  ['Unexpected end of JSON input', 'JSON.parse: unexpected end of data at line 1 column 1 of the JSON data'],
])('%s is %s in another browser', (a, b) => {
  expect(key({ message: a })).toBe(key({ message: b }))
  expect(key({ message: a })).not.toBe(key({ message: `again: ${a}` }))
})

test.each([
  ["reading 'foo'", "reading 'bar'"],
  ["Cannot read properties of undefined (reading 'foo')", "undefined is not an object (evaluating 'a.bar')"],
  ["Cannot read properties of undefined (reading 'foo')", "Cannot read properties of null (reading 'foo')"],
  ['Failed to fetch', 'Failed to fetch dynamically imported module: https://a.example/x.js'],
  ['Unexpected token type in a JSON Web Token', 'Unexpected end of JSON input'],
  ['Minified React error #418; visit x', 'Minified React error #310; visit x'],
  ['NG0200: Circular', 'NG0900: Circular'],
  ['Request failed with status code 401', 'Request failed with status code 500'],
  ['responded with a status of 404 ()', 'responded with a status of 503 ()'],
  ['HTTP error! status: 404', 'HTTP error! status: 500'],
  ['HTTP/1.1 404', 'HTTP/1.1 500'],
  ['{"code":401,"at":1}', '{"code":403,"at":1}'],
  ['rpc code -32601', 'rpc code -32602'],
  ['statusCode=429', 'statusCode=500'],
  ['net::ERR_ABORTED 404', 'net::ERR_ABORTED 500'],
  ['HTTP2 404', 'HTTP2 500'],
  ['SecurityPolicyViolationEvent', 'HTMLUnknownElementEvents'],
  ['Error: 404', 'Error: 500'],
  ['errno 13', 'errno 2'],
  ['error 0x80070005', 'error 0x80004005'],
  ['no sha256 here', 'no sha512 here'],
  ['decodeBase64 failed', 'decodeBase32 failed'],
  ['not a Uint8Array', 'not a Uint16Array'],
  ['utf8 expected', 'utf16 expected'],
  ['E_AUTH_1001', 'E_AUTH_1002'],
  ['ERR_HTTP2_PROTOCOL_ERROR', 'ERR_HTTP3_PROTOCOL_ERROR'],
  ['TS2345: x', 'TS2322: x'],
  ['E1001', 'E1002'],
  ['loading /assets/page-checkout.js', 'loading /assets/page-customer.js'],
])('%s differs from %s', (a, b) => {
  expect(key({ message: a })).not.toBe(key({ message: b }))
})

test.each([
  [{ name: 'TypeError' }, { name: 'RangeError' }],
  [{ type: 'error' }, { type: 'unhandledrejection' }],
  [
    { type: 'resource', source: 'https://a.example/a.png' },
    { type: 'resource', source: 'https://a.example/b.png' },
  ],
])('%j differs from %j', (a, b) => {
  expect(key(a)).not.toBe(key(b))
})

test('how long a number is does not change where a long message ends', () => {
  const message = (id: number) => `order ${id}: ${'word '.repeat(200)}`
  expect(key({ message: message(1) })).toBe(key({ message: message(123_456) }))
})

const names = ['openCart', 'render']
/** The same stack as each engine writes it, thrown in a file at a line. */
const formats = {
  Chromium: (message: string, file: string, line: number) =>
    `TypeError: ${message}\n    at ${names[0]} (${file}:${line}:9)\n    at async Promise.all (index 0)\n    at new ${names[1]} (${file}:${line}:1)\n    at Array.map (<anonymous>)`,
  Firefox: (_: string, file: string, line: number) =>
    `${names[0]}@${file}:${line}:9\nasync*${names[1]}@${file}:${line}:1\n@${file} line 5 > eval:1:1\n`,
  Safari: (_: string, file: string, line: number) =>
    `${names[0]}@${file}:${line}:9\nmap@[native code]\n${names[1]}@${file}:${line}:1\nglobal code@${file}:${line}:1`,
}

/** Lines of messages that look like frames. */
const lyingMessages = [
  'no user a@b.example',
  'no user a@b.example:10:20',
  'see\nhttps://a@b.example:1:2',
  'bad\n  "to": "a@b.example"\n  at line 3:1:2',
  'bad\n    at a.example (https://b.example/x.js:1:2)',
]

test.each(Object.entries(formats))('of a stack of %s the lines of the message are no frames', (_, stackOf) => {
  for (const message of lyingMessages) {
    const stack = stackOf(message, 'https://a.example/app.js', 10)
    const found = stackFrames({ stack, name: 'TypeError', message })
    expect(found.length).toBeGreaterThanOrEqual(2)
    for (const { address } of found) expect(address, message).toBe('https://a.example/app.js')
    // the message was scrubbed on the way
    const changed = stackFrames({ stack, name: 'TypeError', message: message.replaceAll('example', '[scrubbed]') })
    expect(changed).toEqual(found)
  }
})

test.each(Object.entries(formats))('a stack of %s is the same after another build; not elsewhere', (_, stackOf) => {
  const of = (file: string, line: number, message = 'no user a@b.example') => {
    const stack = stackOf(message, file, line)
    return key({ name: 'TypeError', message, stack })
  }
  const one = of('https://a.example/assets/app-3f2a9c1b.js?v=1', 10)
  expect(of('https://b.example/assets/app-BxKdaZQw.js', 99, 'no user z@y.example')).toBe(one)
  expect(of('https://a.example/assets/shop-3f2a9c1b.js', 10)).not.toBe(one)
})

test('scripts in pages are one place on every page', () => {
  const of = (page: string, stackOf: (typeof formats)['Safari'], pageUrl = page) =>
    key({ message: 'x', stack: stackOf('x', page, 3), pageUrl })
  for (const stackOf of Object.values(formats)) {
    const one = of('https://a.example/products/a', stackOf)
    expect(of('https://a.example/products/b?x=1#y', stackOf)).toBe(one)
    expect(of('https://a.example/', stackOf)).toBe(one)
    expect(of('https://a.example/products/b', stackOf, 'https://a.example/elsewhere')).not.toBe(one)
  }
})

test.each([
  ['    at foo (wasm://wasm/0012ab34:wasm-function[12]:0x1a2b)', 'foo', 'wasm://wasm/0012ab34'],
  ['    at eval (eval at run (https://a.example/a.js:1:2), <anonymous>:3:4)', 'eval', 'https://a.example/a.js'],
  ['    at async https://a.example/a.js:1:2', '', 'https://a.example/a.js'],
  ['    at Foo.bar [as baz] (https://a.example/a(1).js:1:2)', 'Foo.bar [as baz]', 'https://a.example/a(1).js'],
  ['https://a.example/a.js:1:2', '', 'https://a.example/a.js'],
  ['foo@https://a.example/vue@3.js:1:2', 'foo', 'https://a.example/vue@3.js'],
  ['foo@https://a.example/a.wasm:wasm-function[7]:0x1f', 'foo', 'https://a.example/a.wasm'],
])('%s is a frame', (stack, name, address) => {
  expect(stackFrames({ stack, name: null, message: '' })).toMatchObject([{ name, address }])
})

test.each(['    at Array.map (<anonymous>)', 'map@[native code]', '    at foo (app.js:12)', 'a@b.example', 'Error'])(
  '%s is no frame',
  (stack) => {
    expect(stackFrames({ stack, name: null, message: '' })).toEqual([])
  },
)

test.each([
  ['https://a.example/assets/app-3f2a9c1b.js?x#y', '/assets/app.js'],
  ['/main.8f3e2d1a.chunk.js', '/main.chunk.js'],
  ['/chunk-QWERTYUI.js', '/chunk.js'],
  ['/index-BxKdaZQw.css', '/index.css'],
  ['/index-B-x_daZQ.css', '/index.css'],
  ['/admin-users-BxKdaZQw.js', '/admin-users.js'],
  ['/application-3f2a9c1b3f2a9c1b3f2a9c1b3f2a9c1b3f2a9c1b3f2a9c1b3f2a9c1b3f2a9c1b.js', '/application.js'],
  ['/3f2a9c1b7d4e5f60.js', '/<hash>.js'],
  ['/_nuxt/BxKdaZQw.js', '/_nuxt/<hash>.js'],
  ['/3f2a9c1b7d/app.js', '/<hash>/app.js'],
  ['/V1StGXR8_Z5jdHi6B-myT/recaptcha.js', '/<hash>/recaptcha.js'],
  ['/release-3f2a9c1/app.js', '/release/app.js'],
  ['/_next/static/V1StGXR8_Z5jdHi6BmyT/_buildManifest.js', '/_next/static/<hash>/_buildManifest.js'],
  ['/_next/static/release/_buildManifest.js', '/_next/static/<hash>/_buildManifest.js'],
  ['/_next/static/chunks/main-app-3f2a9c1b.js', '/_next/static/chunks/main-app.js'],
  ['/page-checkoutForm.js', '/page-checkoutForm.js'],
  ['/page-checkout.js', '/page-checkout.js'],
  ['/wizard-step10.js', '/wizard-step<n>.js'],
  ['/vendor/sha256.js', '/vendor/sha256.js'],
  ['/html2canvas-1.4.1.min.js', '/html<n>canvas-<n>.min.js'],
  ['/v1.853.0/app.js', '/v<n>/app.js'],
  ['https://a.example/jquery.min.js', '/jquery.min.js'],
  ['https://a.example/orders/4711/edit', '/orders/<n>/edit'],
  ['https://a.example/orders/471100815/edit', '/orders/<n>/edit'],
  ['blob:https://a.example/0b6c2f3e-8d1a-4c55-9a3e-5f0d8f6a7b11', '/<id>'],
  ['data:text/javascript;base64,YWxlcnQoMSk=', 'data:text/javascript'],
])('the path of %s is %s', (address, path) => {
  expect(normalisePath(address)).toBe(path)
})

test('hashes of the usual kinds are told from words, but for two in a hundred', () => {
  const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const alphabets = {
    base64: [`${upper}${upper.toLowerCase()}0123456789`, 8],
    letters: [`${upper}${upper.toLowerCase()}`, 8],
    base32: [`${upper}234567`, 8],
    hexadecimal: ['0123456789abcdef', 8],
    nanoid: [`${upper}${upper.toLowerCase()}0123456789`, 21],
  } as const
  let seed = 1
  const next = (below: number) => {
    seed = (seed * 48271) % 2147483647
    return seed % below
  }
  for (const [kind, [alphabet, length]] of Object.entries(alphabets)) {
    const hashes = Array.from({ length: 2000 }, () =>
      Array.from({ length }, () => alphabet[next(alphabet.length)]).join(''),
    )
    const missed = hashes.filter((hash) => !isBuildHash(hash))
    expect(missed.length / 2000, `${kind}: ${missed.slice(0, 5)}`).toBeLessThan(0.03)
  }
  const words =
    'checkout customer checkoutForm UserCard getElementById XMLHttpRequest main runtime vendors polyfills step10 chunk2 html2canvas three README es2020'
  expect(words.split(' ').filter(isBuildHash)).toEqual([])
})

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

test('whatever is in a message, grouping ends, and no number is left that names nothing', () => {
  let seed = 1
  const next = () => {
    seed = (seed * 48271) % 2147483647
    return pieces[seed % pieces.length]
  }
  for (let n = 0; n < 2000; n++) {
    const message = Array.from({ length: 1 + (n % 25) }, next).join('')
    // "B17" may be a code
    expect(normaliseMessage(message).replace(/B[\dB_]*/g, '')).not.toMatch(/\d/)
    expect(typeof key({ message, stack: message, source: message })).toBe('string')
  }
})

test('a hostile message takes no long time', () => {
  for (const part of [
    'a',
    '-a',
    'a1',
    '/a?',
    'a@',
    'https:',
    '(',
    ' at a (',
    '\n    at (',
    '%',
    '1:',
    'A1',
    'code ',
    'a.js',
    '::a',
    "undefined is not an object (evaluating 'a.b",
    "x is not a function. (In '",
  ]) {
    const long = part.repeat(200_000)
    const begun = performance.now()
    key({
      message: long.slice(0, 10_000),
      stack: long.slice(0, 20_000),
      source: long.slice(0, 2048),
      name: long.slice(0, 100),
    })
    expect(performance.now() - begun, part).toBeLessThan(1000)
  }
})

test('failed requests are one group by status, host and the pattern of the path', () => {
  const request = (status: number, source: string) => key({ type: 'request', message: `${status} ${source}`, source })
  const one = request(404, 'https://a.example/api/cart/17')
  expect(request(404, 'https://a.example/api/cart/18')).toBe(one)
  expect(request(500, 'https://a.example/api/cart/17')).not.toBe(one)
  expect(request(404, 'https://b.example/api/cart/17')).not.toBe(one)
  expect(request(404, 'https://a.example/api/orders/17')).not.toBe(one)
})

test('a violation that the page heard and one that the browser reported are one group, on all pages', () => {
  const heard = { type: 'csp', message: 'script-src blocked https://x.example/a.js', source: 'https://a.example/1' }
  expect(key({ ...heard, message: 'script-src blocked https://x.example/b.js', source: 'https://a.example/2' })).toBe(
    key(heard),
  )
  expect(key({ ...heard, message: 'script-src blocked inline' })).not.toBe(key(heard))
})
