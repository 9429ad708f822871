import { expect, test } from 'vitest'
import { describeError } from './describe-error.ts'

test('an error with the chain of its causes', () => {
  const root = new RangeError('root')
  const outer = new Error('outer', { cause: new TypeError('inner', { cause: root }) })
  root.cause = outer
  expect(describeError(outer)).toMatchObject({
    name: 'Error',
    message: 'outer',
    stack: expect.stringContaining('describe-error.test.ts'),
    cause: ['TypeError: inner', 'RangeError: root'],
  })
})

const script = Object.assign(document.createElement('script'), { src: 'https://a.example/nope.js?token=secret1' })
const button = Object.assign(document.createElement('button'), { id: 'b' })
const unreadable = new Proxy({}, { get: () => raise(), ownKeys: () => raise(), getPrototypeOf: () => raise() })
const revoked = Proxy.revocable({}, {})
revoked.revoke()

const described: [unknown, object][] = [
  [undefined, { message: 'undefined' }],
  [null, { message: 'null' }],
  ['text', { message: 'text' }],
  [{ status: 7 }, { message: '{"status":7}' }],
  [Symbol('s'), { message: 'Symbol(s)' }],
  [10n, { message: '10' }],
  [new Map([[1, 2]]), { message: '[object Map]' }],
  [unreadable, { message: '[unreadable object]' }],
  [revoked.proxy, { message: '[unreadable object]' }],
  [eventOn('error', script), { message: 'Event "error" on <script src="https://a.example/nope.js?token=[removed]">' }],
  [eventOn('error', button), { message: 'Event "error" on <button#b>' }],
  [new CustomEvent('weird'), { message: 'CustomEvent "weird"' }],
  [new CloseEvent('close', { code: 1006 }), { message: 'CloseEvent "close" 1006' }],
  [button, { message: '<button#b>' }],
  [Response.error(), { message: 'Response' }],
  [responseOf(404, 'https://a.example/nope.json'), { message: 'Response 404 https://a.example/nope.json' }],
  [{ code: 4001, message: 'User rejected the request.' }, { message: 'User rejected the request. {"code":4001}' }],
  [
    { name: 'RpcError', code: -32000, message: 'no' },
    { name: 'RpcError', message: 'no {"code":-32000}' },
  ],
  [
    { message: 'no', cause: new Error('why') },
    { message: 'no', cause: ['Error: why'] },
  ],
  [{ message: { text: 'nested' } }, { message: '{"text":"nested"}' }],
  [new DOMException('no', 'AbortError'), { name: 'AbortError', message: 'no' }],
  [withGetter('stack', new Error('real message')), { name: 'Error', message: 'real message' }],
  [withGetter('name', new TypeError('real message')), { message: 'real message', stack: expect.any(String) }],
]

// its rows stay out of the title: a revoked proxy cannot be formatted
test.each(described.map((_, index) => index))('thrown value %# has a message that helps', (index) => {
  const [thrown, description] = described[index] ?? []
  expect(describeError(thrown)).toEqual(description)
})

test('a failed database request has its reason, although its event has none', async () => {
  const closed = await new Promise((resolve) => {
    const opening = indexedDB.open('describe-error', 1)
    opening.onupgradeneeded = () => opening.transaction?.abort()
    opening.onerror = resolve
  })
  expect(describeError(closed)).toEqual({
    message: 'Event "error" on [object IDBOpenDBRequest]',
    cause: [expect.stringMatching(/^AbortError: /)],
  })
})

test('the errors of an AggregateError are described anywhere in the chain, up to a limit', () => {
  const many = new AggregateError([new Error('cdn-a down'), new TypeError('cdn-b down'), 'plain'], 'many')
  const errors = ['Error: cdn-a down', 'TypeError: cdn-b down', 'plain']
  expect(describeError(many)).toMatchObject({ name: 'AggregateError', message: 'many', errors })
  expect(describeError(new Error('outer', { cause: many }))).toMatchObject({ cause: ['AggregateError: many'], errors })
  const nested = new AggregateError([many], 'nested')
  expect(describeError(nested).errors).toEqual(['AggregateError: many', ...errors])
  const endless = new AggregateError([], 'endless')
  endless.errors.push(endless, ...Array.from({ length: 100 }, (_, index) => new Error(`${index}`)))
  expect(describeError(endless).errors).toEqual([0, 1, 2, 3].map((index) => `Error: ${index}`))
})

test('an error of another frame is an error', () => {
  const frame = document.body.appendChild(document.createElement('iframe'))
  const { eval: evaluate } = frame.contentWindow as unknown as { eval: typeof globalThis.eval }
  expect(describeError(evaluate('new TypeError("from the frame")'))).toMatchObject({
    name: 'TypeError',
    message: 'from the frame',
  })
  frame.remove()
})

test('long texts are cut and say so', () => {
  const error = new Error('m'.repeat(5000))
  error.stack = 's'.repeat(20_000)
  const { message, stack } = describeError(error)
  expect(message).toMatch(/^m{2000}… \[truncated, 5000 characters\]$/)
  expect(stack?.length).toBeLessThan(8100)
})

function eventOn(type: string, target: EventTarget): Event {
  const event = new Event(type)
  target.dispatchEvent(event)
  return event
}

function responseOf(status: number, url: string): Response {
  return Object.defineProperty(new Response(null, { status }), 'url', { value: url })
}

function withGetter(name: string, error: Error): Error {
  return Object.defineProperty(error, name, { get: raise })
}

function raise(): never {
  throw new Error('no')
}
