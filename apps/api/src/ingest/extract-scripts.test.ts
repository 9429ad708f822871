import { expect, test } from 'vitest'
import { encodeScripts, ScriptReader } from '../storage/tables/script-bytes.ts'
import { asItStands } from './clean.ts'
import { extractScripts } from './extract-scripts.ts'

const page = 'https://shop.example/cart?id=1'
const app = 'https://shop.example/assets/app-BxKdaZQw.js'
const tag = 'https://tags.example/tag.js'
const nothing = { requests: 0, transferredBytes: 0, durationMs: 0, blockingMs: 0, forcedLayoutMs: 0, failures: 0 }
const request = (name: unknown, more: object = {}) => ({ name, type: 'script', duration: 0, size: 0, ...more })
const frame = (blockingDuration: number, ...scripts: object[]) => ({ blockingDuration, scripts })
const failure = (source: string, more: object = {}) => ({
  type: 'resource',
  message: '<script> failed to load',
  source,
  ...more,
})
const asScript = { host: 'tags.example', path: '/tag.js' }

test.each<[string, { resources?: unknown; frames?: unknown; errors?: unknown }, object[]]>([
  ['nothing', {}, []],
  [
    'requests of one script, whatever their query',
    {
      resources: [
        request(`${tag}?a`, { duration: 20.4, size: 100 }),
        request(`${tag}#b`, { duration: 30.6, size: 50.4 }),
      ],
    },
    [{ ...nothing, ...asScript, requests: 2, transferredBytes: 150, durationMs: 31 }],
  ],
  [
    'scripts by their name, and no other resources',
    {
      resources: [
        request('https://tags.example/a.mjs', { type: 'link' }),
        request('https://tags.example/b.css', { type: 'link' }),
        request(undefined),
        'https://tags.example/c.js',
        null,
      ],
    },
    [{ ...nothing, host: 'tags.example', path: '/a.mjs', requests: 1 }],
  ],
  [
    'two builds of one script as one',
    { resources: [request(app), request('https://shop.example/assets/app-Cq81Rz0P.js')] },
    [{ ...nothing, host: 'shop.example', path: '/assets/app-*.js', requests: 2 }],
  ],
  [
    'the blocking time of a frame, shared by how long its scripts ran',
    {
      frames: [
        frame(
          120,
          { sourceURL: tag, duration: 150, forcedStyleAndLayoutDuration: 29.7 },
          { sourceURL: page, duration: 50 },
        ),
        frame(300, { sourceURL: tag, duration: 10 }),
      ],
    },
    [
      { ...nothing, ...asScript, blockingMs: 100, forcedLayoutMs: 30 },
      { ...nothing, host: 'shop.example', path: null, blockingMs: 30 },
    ],
  ],
  [
    'scripts without an address as unknown',
    { frames: [frame(60, { sourceURL: '', duration: 80 }, { duration: 80, sourceURL: 'chrome-extension://a/b.js' })] },
    [{ ...nothing, host: null, path: null, blockingMs: 60 }],
  ],
  [
    'a failure once, though told by status and by event',
    { resources: [request(tag, { status: 404 })], errors: [failure(`${tag}?x`)] },
    [{ ...nothing, ...asScript, requests: 1, failures: 1 }],
  ],
  [
    'failures that have no request, and no failed images',
    {
      errors: [
        failure(tag, { count: 3 }),
        failure('https://a.example/b.png', { message: '<img> failed to load' }),
        failure(tag, { type: 'error' }),
        'broken',
      ],
    },
    [{ ...nothing, ...asScript, requests: 3, failures: 3 }],
  ],
  [
    'what is of no known kind as nothing',
    { resources: { 0: request(tag) }, frames: [null, { scripts: 5 }, frame(-5, { sourceURL: 7 })], errors: 'none' },
    [{ ...nothing, host: null, path: null }],
  ],
])('extracts %s', (_, { resources, frames, errors }, expected) => {
  const performance = { resources, longAnimationFrames: frames }
  const found = extractScripts(performance, errors, page, asItStands)
  expect(found.map(({ scriptHash: _, ...script }) => script)).toEqual(expected)
})

test('keeps the 20 that cost most, and reads back what it stores', () => {
  const resources = Array.from({ length: 30 }, (_, n) =>
    request(`https://tags.example/${'x'.repeat(n % 5)}${n}.js`, { size: n * 1_000_000_007, duration: n }),
  )
  const scripts = extractScripts({ resources }, undefined, page, asItStands)
  expect(scripts.map(({ transferredBytes }) => transferredBytes)).toEqual(
    Array.from({ length: 20 }, (_, n) => Math.min((29 - n) * 1_000_000_007, 2 ** 31 - 1)),
  )
  const reader = new ScriptReader(encodeScripts(scripts))
  const keys = new Set<string>()
  for (const { requests, transferredBytes, durationMs } of scripts) {
    const numbers: number[] = []
    keys.add(reader.key())
    reader.numbersInto(numbers)
    expect(numbers).toEqual([requests, transferredBytes, durationMs, 0, 0, 0])
  }
  expect(reader.isAtEnd()).toBe(true)
  expect(keys.size).toBe(20)
})
