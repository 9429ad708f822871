import { expect, test } from 'vitest'
import { toJson } from './to-json.ts'

const parsed = (value: unknown) => JSON.parse(toJson(value))
/** Returns what `make` returns while the page has another value there. */
function whilePatched<T>(target: object, name: string, make: () => T): T {
  const before = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, { value: () => 'patched', configurable: true, writable: true })
  try {
    return make()
  } finally {
    if (before) Object.defineProperty(target, name, before)
    else Reflect.deleteProperty(target, name)
  }
}

test('plain data is as JSON.stringify writes it', () => {
  const plain = {
    a: [1, 'two "quoted"\n\u0000', null, true, { b: [] }],
    c: -1.5e-7,
    d: undefined,
    e: [undefined],
    f: NaN,
  }
  expect(toJson(plain)).toBe(JSON.stringify(plain))
  expect(toJson(undefined)).toBe('null')
})

test.each<[string, (give: () => unknown) => unknown, unknown]>([
  ['itself', () => cyclic(), { name: 'cyclic', self: '[circular]', list: ['[circular]'] }],
  ['twice the same', (_, same = { a: 1 }) => [same, same], [{ a: 1 }, { a: 1 }]],
  ['a big integer', () => ({ orderId: 10n, boxed: Object(10n) }), { orderId: '10', boxed: '10' }],
  ['a symbol', () => Symbol('s'), 'Symbol(s)'],
  ['a function', () => ({ onclick() {}, after: 2 }), { after: 2 }],
  [
    'a getter that throws',
    () => ({
      before: 1,
      get trap() {
        throw new Error('trap')
      },
      after: 2,
    }),
    { before: 1, trap: '[unreadable]', after: 2 },
  ],
  ['a revoked proxy', () => ({ proxy: revoked(), after: 2 }), { proxy: '[unreadable]', after: 2 }],
  [
    'a proxy without keys',
    () => [
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('no')
          },
        },
      ),
      1,
    ],
    ['[unreadable]', 1],
  ],
  ['an element with a way back', () => ({ el: fiber() }), { el: '#pay' }],
  ['the window', () => window, '[object Window]'],
  ['a map and a set', () => [new Map([['a', { b: 1 }]]), new Set([1, 'b'])], [[['a', { b: 1 }]], [1, 'b']]],
  [
    'a date',
    () => [new Date(0), new Date(Date.UTC(2026, 11, 5, 23, 4, 5, 67))],
    ['1970-01-01T00:00:00.000Z', '2026-12-05T23:04:05.067Z'],
  ],
  ['an error', () => new TypeError('no'), 'TypeError: no'],
  [
    'platform objects',
    () => [new URL('https://a.example/'), /x/g, new Uint8Array(2)],
    ['https://a.example/', '/x/g', '0,0'],
  ],
  [
    'an instance of a class',
    () =>
      new (class Order {
        id = 7
      })(),
    { id: 7 },
  ],
  ['no prototype', () => Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  [
    'names that reach prototypes',
    () => JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":1},"a":1}'),
    { a: 1 },
  ],
  ['its own toJSON', () => ({ a: 1, toJSON: () => 'x' }), { a: 1 }],
])('%s', (_name, make, expected) => {
  expect(parsed(make(() => undefined))).toEqual(expected)
})

test.each([
  ['Array', Array.prototype],
  ['Object', Object.prototype],
  ['String', String.prototype],
  ['Number', Number.prototype],
  ['Date', Date.prototype],
  ['Boolean', Boolean.prototype],
])('a toJSON that the page gave to every %s changes nothing', (_name, prototype) => {
  const value = { list: [1, 'a', { b: [true] }], at: new Date(0) }
  expect(whilePatched(prototype, 'toJSON', () => toJson(value))).toBe(
    '{"list":[1,"a",{"b":[true]}],"at":"1970-01-01T00:00:00.000Z"}',
  )
})

test.each<[object, string]>([
  [Date.prototype, 'toISOString'],
  [JSON, 'stringify'],
  [Array.prototype, 'map'],
  [Array.prototype, 'join'],
  [Array.prototype, 'push'],
])('%o.%s that the page replaced changes nothing', (target, name) => {
  const value = { list: [1], at: new Date(0) }
  const json = whilePatched(target, name, () => toJson(value))
  expect(json).toBe('{"list":[1],"at":"1970-01-01T00:00:00.000Z"}')
})

test.each<[string, () => unknown]>([
  ['a long list', () => Array.from({ length: 100_000 }, (_, index) => index)],
  ['a list with a large hole', () => new Array(4e9)],
  ['many members', () => Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, []]))],
  ['ever more below', () => endless()],
  [
    'a tree of the same',
    () => {
      let tree: unknown = 1
      for (let i = 0; i < 30; i++) tree = [tree, tree]
      return tree
    },
  ],
])('%s is bounded, and says so', (_name, make) => {
  const json = toJson(make(), undefined, 8000)
  expect(json.length).toBeLessThan(9000)
  expect(JSON.stringify(JSON.parse(json))).toMatch(/\[(truncated|too deep)\]/)
})

test('texts and names are changed as asked', () => {
  expect(toJson({ a: ['b'] }, (text) => text.toUpperCase())).toBe('{"A":["B"]}')
})

function cyclic(): unknown {
  const value: Record<string, unknown> = { name: 'cyclic' }
  value['self'] = value
  value['list'] = [value]
  return value
}

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

function fiber(): unknown {
  const element = Object.assign(document.createElement('button'), { id: 'pay' })
  return Object.assign(element, { __reactFiber$x: { stateNode: element } })
}

function endless(): unknown {
  return new Proxy(
    {},
    {
      ownKeys: () => ['a', 'b'],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
      get: endless,
    },
  )
}
