import { Readable } from 'node:stream'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { errorNoises, errorTypes, sectionNames } from '@collector/schema'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RefusedError } from '../src/http-errors.ts'
import { checkShape } from '../src/ingest/check-shape.ts'
import { asItStands, type Decode, type Json, maxInteger } from '../src/ingest/clean.ts'
import { errorGroupKey } from '../src/ingest/error-group-key.ts'
import { extractFacts } from '../src/ingest/extract-facts.ts'
import { parseSubmission } from '../src/ingest/parse-submission.ts'
import { readBody } from '../src/ingest/read-body.ts'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp } from './support/build-test-app.ts'
import { openPostgres } from './support/databases.ts'

/** Any UTF-16, halves of pairs and controls included. */
const text = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) })
const blank = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r'), maxLength: 3 })
const number = fc.oneof(
  fc.constantFrom('0', '-0', '1e400', '-1E-400', '12345678901234567890', '0.1e+1', '2147483648'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
)

/** JSON as others write it: spaces anywhere, numbers of any form, escapes where none are needed, keys twice. */
const { json } = fc.letrec<{ json: string; array: string; object: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('null', 'true', 'false'),
    number,
    text.map((value) => JSON.stringify(value)),
    fc.string().map((value) => `"${[...value].map((one) => escaped(one)).join('')}"`),
    tie('array'),
    tie('object'),
  ),
  array: fc
    .array(fc.tuple(blank, tie('json'), blank), { maxLength: 4 })
    .map((items) => `[${items.map((item) => item.join('')).join()}]`),
  object: fc.array(fc.tuple(text, blank, tie('json'), blank), { maxLength: 4 }).map(written),
}))

/** Top-level members of a submission, each with a value of any kind. */
const members = fc.array(
  fc.tuple(fc.oneof(fc.constantFrom(...sectionNames, 'page', 'timestamp', 'submissionId'), text), blank, json, blank),
  { maxLength: 8 },
)

function written(items: [string, string, string, string][]): string {
  return `{${items.map(([key, before, value, after]) => `${before}${JSON.stringify(key)}${after}:${before}${value}${after}`).join()}}`
}

function escaped(one: string): string {
  return [...Array(one.length).keys()].map((at) => `\\u${one.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')
}

function valueOrRefusal<T>(ask: () => T): T | RefusedError {
  try {
    return ask()
  } catch (error) {
    if (error instanceof RefusedError) return error
    throw error
  }
}

/** The value that the platform's own parser reads; undefined where it is not JSON in UTF-8, or has a forbidden name. */
function parsedWhole(bytes: Buffer): { value: unknown } | undefined {
  try {
    // a byte order mark is taken away
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    let isForbidden = false
    const value: unknown = JSON.parse(text, (name, member) => {
      if (name === '__proto__') isForbidden = true
      if (name === 'constructor' && member !== null && Object.hasOwn(Object(member), 'prototype')) isForbidden = true
      return member
    })
    return isForbidden ? undefined : { value }
  } catch {
    return undefined
  }
}

test('any bytes are parsed or refused with a reason', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
    json.map((value) => Buffer.from(value)),
    // one byte of JSON is another
    fc.tuple(members.map(written), fc.nat(), fc.nat(255)).map(([value, at, byte]) => {
      const buffer = Buffer.from(value)
      buffer[at % buffer.length] = byte
      return buffer
    }),
  )
  const limits = { maxBytes: 100_000, hold: () => {} }
  const encodings = [
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ] as const
  await fc.assert(
    fc.asyncProperty(bytes, async (buffer) => {
      const expected = parsedWhole(buffer)
      const parsed = valueOrRefusal(() => parseSubmission(buffer))
      if (parsed instanceof RefusedError) {
        expect(parsed.statusCode).toBe(400)
        expect(expected).toBeUndefined()
      } else expect(decoded(parsed.value, parsed.decode)).toEqual(expected?.value)
      await checkShape(buffer)
      for (const [encoding, deflate] of encodings) {
        expect(buffer.equals(await readBody(Readable.from([deflate(buffer)]), encoding, limits))).toBe(true)
        const read = await readBody(Readable.from([buffer]), encoding, limits).catch((error) => error)
        expect(read instanceof RefusedError || Buffer.isBuffer(read)).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})

test('the text of every member is kept as sent; of two with the same name the last one counts', () => {
  const spelled = fc.constantFrom('', '"\\u30ab"', '"カ"')
  fc.assert(
    fc.property(members, spelled, blank, (items, text, around) => {
      // other characters than Latin ones, or such by their numbers, are parsed from other strings
      const all: typeof items = text === '' ? items : [...items, ['browser', ' ', text, '']]
      const bytes = Buffer.from(around + written(all) + around)
      const parsed = valueOrRefusal(() => parseSubmission(bytes))
      if (parsed instanceof RefusedError) {
        expect(parsedWhole(bytes)).toBeUndefined()
        return
      }
      const last = new Map(all.map(([key, , value]) => [JSON.parse(JSON.stringify(key)) as string, value]))
      expect(new Map([...parsed.members].map(([key, cut]) => [key, cut.toString()]))).toEqual(last)
    }),
    { numRuns: 1000 },
  )
})

/** Compact, in any order, with names at the top that also stand deeper, or twice, and others between them. */
const known = ['submissionId', 'timestamp', 'page', 'browser', 'performance', 'fingerprints', 'errors', 'context']
const asSent = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: known.length - 1 }),
      fc.oneof(
        {
          weight: 4,
          arbitrary: fc.constantFrom('{}', '[{"errors":[],"page":{}}]', '{"a":{"performance":1}}', '"x"', '1e400'),
        },
        { weight: 1, arbitrary: json },
        fc.constantFrom('{"a":1},"page":{"b":2}', '', '{', '}', '{}]', ' {}', '\ufeff{}', '{"__proto__":1}'),
      ),
    ),
    { maxLength: 6 },
  )
  .map((items) => `{${items.map(([index, value]) => `"${known[index]}":${value}`).join()}}`)

test('parsing member by member equals parsing the whole', () => {
  let accepted = 0
  fc.assert(
    fc.property(fc.oneof({ weight: 5, arbitrary: asSent }, members.map(written)), (text) => {
      const bytes = Buffer.from(text)
      const whole = parsedWhole(bytes)
      const parsed = valueOrRefusal(() => parseSubmission(bytes))
      if (parsed instanceof RefusedError) {
        expect(whole).toBeUndefined()
        return
      }
      const { value, decode, members: found } = parsed
      expect(decoded(value, decode)).toEqual(whole?.value)
      expect(extractFacts(value as Json, undefined, decode)).toEqual(extractFacts(whole?.value as Json, undefined))
      const cut = [...found].map(([name, member]) => [name, JSON.parse(member.toString())])
      expect(Object.fromEntries(cut)).toEqual(whole?.value)
      accepted++
    }),
    { numRuns: 2000 },
  )
  expect(accepted).toBeGreaterThan(200)
})

/** All strings in it, names included, as they were meant. */
function decoded(value: unknown, decode: Decode): unknown {
  if (typeof value === 'string') return decode(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one) => decoded(one, decode))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [decode(key), decoded(one, decode)]))
}

const characters = ['カ', 'é', '\u0080', '\u{1F600}', 'a', '\\', '"', '\n']
/** JSON.stringify writes these by their numbers. */
const byNumber = ['\0', '\ud800']

test('facts of a body parsed as bytes equal those of the body parsed as text', () => {
  const bodies = fc.constantFrom(characters, [...characters, ...byNumber]).chain((some) => {
    const words = fc.array(fc.constantFrom(...some), { maxLength: 6 }).map((parts) => parts.join(''))
    return fc.record({
      page: fc.record({ url: words, title: words, pageViewId: words }),
      browser: fc.record({ userAgent: words }),
      fingerprints: fc.record({ hash: words, components: fc.dictionary(words, fc.record({ value: words })) }),
      errors: fc.array(fc.record({ name: words, message: words, source: words, stack: words })),
    })
  })
  let parsedAsBytes = 0
  fc.assert(
    fc.property(bodies, fc.constantFrom('', '\\u30ab'), (body, byItsNumber) => {
      const json = JSON.stringify(body).replace('"title":"', `"title":"${byItsNumber}`)
      const { value, decode } = parseSubmission(Buffer.from(json))
      if (decode !== asItStands) parsedAsBytes++
      expect(extractFacts(value as Json, undefined, decode)).toEqual(extractFacts(JSON.parse(json), undefined))
    }),
    { numRuns: 1000 },
  )
  expect(parsedAsBytes).toBeGreaterThan(100)
})

/** An object with these keys, some of them, whose values are anything. */
const loose = (keys: string[], value: fc.Arbitrary<unknown>) =>
  fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] })

const anything = fc.oneof(
  fc.anything({ key: text, withNullPrototype: true }),
  text,
  fc.constantFrom(0, -1, 1e308, Number.POSITIVE_INFINITY, 2 ** 31),
)
const error = fc.oneof(
  anything,
  loose(['type', 'name', 'message', 'source', 'stack', 'count', 'lineno', 'cause'], anything),
)
const submission = fc.record(
  {
    page: fc.oneof(anything, loose(['url', 'referrer', 'title', 'pageViewId', 'sequence', 'visitorId'], anything)),
    browser: fc.oneof(anything, loose(['userAgent'], anything)),
    performance: fc.oneof(
      anything,
      fc.record({ vitals: loose(['lcp', 'cls', 'inp'], loose(['value'], anything)), resources: fc.array(anything) }),
    ),
    fingerprints: fc.oneof(
      anything,
      fc.record({ hash: anything, components: fc.dictionary(text, loose(['value', 'error'], anything)) }),
    ),
    errors: fc.oneof(anything, fc.array(error)),
  },
  { requiredKeys: [] },
)

test('facts of any JSON fit into their columns', () => {
  fc.assert(
    fc.property(submission, fc.option(text, { nil: undefined }), (value, userAgent) => {
      // only what JSON can carry arrives
      const sent = JSON.parse(JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? Number(one) : one)))
      const facts = extractFacts(sent, userAgent)
      const flat = [facts, ...facts.errors, facts.components].flatMap((part) => Object.values(part))
      for (const fact of flat) {
        if (typeof fact === 'string') expect(fact.isWellFormed() && !fact.includes('\0')).toBe(true)
        if (typeof fact === 'number') expect(Number.isFinite(fact)).toBe(true)
      }
      for (const integer of [facts.errorCount, facts.resourceCount ?? 0, facts.sequence ?? 1]) {
        expect(Number.isInteger(integer) && integer <= maxInteger).toBe(true)
      }
      expect(extractFacts(sent, userAgent)).toEqual(facts)
    }),
    { numRuns: 500 },
  )
})

test('an error has the same group key each time, whatever numbers it contains', () => {
  const nullable = fc.option(text)
  const described = fc.record({
    type: fc.constantFrom(...errorTypes),
    name: nullable,
    message: fc.oneof(text, fc.string({ maxLength: 2000 })),
    source: nullable,
    noise: fc.option(fc.constantFrom(...errorNoises)),
    pageUrl: nullable,
    stack: fc.option(
      fc.oneof(
        text,
        fc.array(text).map((lines) => lines.map((line) => `    at ${line}`).join('\n')),
      ),
    ),
  })
  fc.assert(
    fc.property(described, (one) => {
      expect(errorGroupKey(one)).toMatch(/^[0-9a-f]{16}$/)
      expect(errorGroupKey({ ...one })).toBe(errorGroupKey(one))
      const at = (line: number) => errorGroupKey({ ...one, message: `line ${line}` })
      expect(at(1)).toBe(at(23))
    }),
    { numRuns: 500 },
  )
})

let storage: Storage
let app: Awaited<ReturnType<typeof buildTestApp>>

beforeAll(async () => {
  ;({ storage } = await openPostgres())
  app = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '0' })
})
afterAll(async () => {
  await app?.close()
  await storage?.close()
})

const columns = { browser: 'browserInfo', performance: 'performanceData', fingerprints: 'fingerprints' } as const

test('a body is stored and echoed as its text, or refused', async () => {
  let accepted = 0
  const payloads = fc.tuple(
    fc.uniqueArray(fc.tuple(fc.constantFrom('browser', 'performance', 'fingerprints', 'page'), members.map(written)), {
      selector: ([name]) => name,
    }),
    fc.option(fc.array(json, { maxLength: 3 }).map((items) => `[${items.join(' , ')}]`)),
    members,
  )
  await fc.assert(
    fc.asyncProperty(payloads, async ([objects, errors, others]) => {
      const all = [...objects, ...(errors === null ? [] : [['errors', errors] as const])]
      const sections = all.map(([name, value]) => [name, ' ', value, ''] as [string, string, string, string])
      const payload = written([
        ...others.filter(([name]) => !(sectionNames as readonly string[]).includes(name) && name !== 'page'),
        ...sections,
      ])
      const answer = await app.inject({
        method: 'POST',
        url: '/collect',
        headers: { 'content-type': 'application/json' },
        payload,
      })
      expect([200, 400]).toContain(answer.statusCode)
      if (answer.statusCode === 400) return
      expect(answer.body).toBe(payload)
      const row = await storage.db
        .selectFrom('debugData')
        .selectAll()
        .where('submissionId', '=', String(answer.headers['x-submission-id']))
        .executeTakeFirstOrThrow()
      expect(row.errors).toBe(errors)
      const sent = new Map<string, string>(objects)
      expect(row.page).toBe(sent.get('page') ?? null)
      const known = new Set<string>([...sectionNames, 'page', 'timestamp', 'submissionId'])
      for (const [name, value] of new Map(others.map(([name, , value]) => [name, value]))) {
        if (!known.has(name)) expect(row.extra).toContain(`${JSON.stringify(name)}:${value}`)
      }
      accepted++
      for (const [section, column] of Object.entries(columns)) expect(row[column]).toBe(sent.get(section) ?? null)
    }),
    { numRuns: 150 },
  )
  expect(accepted).toBeGreaterThan(20)
})
