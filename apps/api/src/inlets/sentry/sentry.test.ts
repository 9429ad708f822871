import { describe, expect, test } from 'vitest'
import { mergeSubmissions } from '../merge-submissions.ts'
import { parseEnvelope } from './envelope.ts'
import { dsnKeyInEnvelope, dsnKeyOf } from './find-dsn-key.ts'
import { envelopeInlet, storeInlet } from './sentry.ts'

const eventId = '0123456789abcdef0123456789abcdef'
const submissionId = '01234567-89ab-cdef-0123-456789abcdef'
const traceId = 'ffff456789abcdef0123456789abcdef'
const readEnvelope = (bytes: Buffer) => envelopeInlet.read({ bytes, headers: {}, query: {} })
const envelope = (...items: [header: object, payload: unknown][]) =>
  Buffer.from(
    [{ event_id: eventId }, ...items.flat()]
      .map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
      .join('\n'),
  )

/** An event as version 11 of the browser's SDK sends it. */
const event = {
  event_id: eventId,
  timestamp: 1_795_867_200.5,
  platform: 'javascript',
  release: '1.4.2',
  environment: 'production',
  user: { id: 42 },
  tags: { plan: 'free' },
  request: {
    url: 'https://shop.example/cart?token=0123456789',
    headers: { 'User-Agent': 'Mozilla/5.0', Referer: 'https://shop.example/' },
  },
  contexts: { trace: { trace_id: traceId, span_id: 'a' } },
  exception: {
    values: [
      { type: 'RangeError', value: 'root' },
      { type: 'Error', value: 'middle' },
      {
        type: 'TypeError',
        value: 'cart is undefined',
        mechanism: { type: 'auto.browser.global_handlers.onunhandledrejection', handled: false },
        stacktrace: {
          frames: [
            { filename: 'https://shop.example/app.js', function: '?', lineno: 1, colno: 2 },
            { filename: 'https://shop.example/app.js', function: 'pay', lineno: 3, colno: 4 },
          ],
        },
      },
    ],
  },
  breadcrumbs: [
    { timestamp: 1_795_867_200, category: 'navigation', message: 'to /cart', data: { from: '/', to: '/cart' } },
  ],
  debug_meta: { images: [{ type: 'sourcemap', code_file: 'https://shop.example/app.js', debug_id: submissionId }] },
}

test('an event becomes a submission with its error, causes, stack, breadcrumbs and context', async () => {
  const { submissions, refusals } = await readEnvelope(envelope([{ type: 'event' }, event]))
  expect(refusals).toEqual([])
  const [{ sentry, ...submission } = { sentry: undefined }] = submissions
  expect(submission).toEqual({
    submissionId,
    timestamp: '2026-11-28T12:00:00.500Z',
    page: { url: 'https://shop.example/cart?token=[removed]', referrer: 'https://shop.example/', pageViewId: traceId },
    app: { release: '1.4.2', environment: 'production' },
    user: { id: '42' },
    tags: { plan: 'free' },
    browser: { userAgent: 'Mozilla/5.0' },
    errors: [
      {
        type: 'unhandledrejection',
        name: 'TypeError',
        message: 'cart is undefined',
        source: 'https://shop.example/app.js',
        lineno: 3,
        colno: 4,
        stack:
          'TypeError: cart is undefined\n    at pay (https://shop.example/app.js:3:4)\n    at https://shop.example/app.js:1:2',
        cause: ['Error: middle', 'RangeError: root'],
        timestamp: '2026-11-28T12:00:00.500Z',
        breadcrumbs: [
          {
            timestamp: '2026-11-28T12:00:00.000Z',
            type: 'navigation',
            message: 'to /cart',
            data: { from: '/', to: '/cart' },
          },
        ],
        debugIds: { 'https://shop.example/app.js': submissionId },
      },
    ],
  })
  expect(sentry).toMatchObject({ request: { url: 'https://shop.example/cart?token=[removed]' } })
})

test.each([
  ['a message', { message: 'Hello' }, { type: 'captured', message: 'Hello' }],
  ['a log entry', { logentry: { message: '%s', formatted: 'Hello' } }, { type: 'captured', message: 'Hello' }],
  [
    'a message with a synthetic exception',
    { message: 'Hello', exception: { values: [{ value: 'x', mechanism: { synthetic: true, handled: true } }] } },
    { type: 'captured', message: 'Hello' },
  ],
  [
    'an exception that was not handled',
    { exception: { values: [{ type: 'Error', value: 'x', mechanism: { type: 'onerror', handled: false } }] } },
    { type: 'error', name: 'Error', message: 'x' },
  ],
  [
    'an exception with a cause that notes that it was not handled',
    {
      exception: {
        values: [
          { value: 'cause', mechanism: { handled: false } },
          { value: 'x', mechanism: { handled: true } },
        ],
      },
    },
    { type: 'error', message: 'x' },
  ],
  ['nothing at all', {}, { type: 'captured', message: 'Error without a message' }],
  [
    'members of unexpected kinds',
    { exception: 7, breadcrumbs: 'x', tags: 3, user: [], request: null },
    { type: 'captured' },
  ],
])('/store/ takes %s', async (_name, body, error) => {
  const { submissions } = await storeInlet.read({
    bytes: Buffer.from(JSON.stringify({ event_id: eventId, ...body })),
    headers: {},
    query: {},
  })
  expect(submissions[0]).toMatchObject({ submissionId, errors: [error] })
})

describe('vitals', () => {
  test('of a transaction of version 10', async () => {
    const measurements = {
      lcp: { value: 1250.5, unit: 'millisecond' },
      cls: { value: 0.3, unit: '' },
      'score.lcp': { value: 1 },
    }
    const { submissions } = await readEnvelope(
      envelope([{ type: 'transaction' }, { ...event, exception: undefined, measurements }]),
    )
    expect(submissions[0]).toMatchObject({
      page: { pageViewId: traceId },
      performance: { vitals: { lcp: { value: 1250.5, rating: 'good' }, cls: { value: 0.3, rating: 'poor' } } },
    })
    expect(submissions[0]).not.toHaveProperty('errors')
  })

  test('of the bare span of version 10', async () => {
    const span = { trace_id: traceId, span_id: 'b', op: 'ui.interaction.click', measurements: { inp: { value: 300 } } }
    const { submissions } = await readEnvelope(envelope([{ type: 'span' }, span]))
    expect(submissions[0]).toMatchObject({
      page: { pageViewId: traceId },
      performance: { vitals: { inp: { value: 300, rating: 'needs-improvement' } } },
    })
  })

  test('of the container of spans of version 11', async () => {
    const attributes = {
      'browser.web_vital.lcp.value': { type: 'double', value: 900 },
      'url.full': { type: 'string', value: 'https://shop.example/cart' },
      'sentry.release': { type: 'string', value: '1.4.2' },
    }
    const item = {
      version: 2,
      items: [
        { trace_id: traceId, span_id: 'c', attributes },
        { trace_id: traceId, span_id: 'd' },
      ],
    }
    const { submissions } = await readEnvelope(envelope([{ type: 'span', item_count: 2 }, item]))
    expect(submissions).toHaveLength(1)
    expect(submissions[0]).toMatchObject({
      page: { url: 'https://shop.example/cart', pageViewId: traceId },
      app: { release: '1.4.2' },
      performance: { vitals: { lcp: { value: 900, rating: 'good' } } },
    })
    const again = await readEnvelope(envelope([{ type: 'span', item_count: 2 }, item]))
    expect(again.submissions[0]?.submissionId).toBe(submissions[0]?.submissionId)
  })

  test('a transaction without any is not used', async () => {
    expect((await readEnvelope(envelope([{ type: 'transaction' }, event]))).submissions).toEqual([])
  })
})

test('feedback is that of the page, as the problem reports of our SDK are', async () => {
  const feedback = { message: 'It broke', contact_email: 'ada@shop.example', url: 'https://shop.example/cart' }
  const { contexts } = event
  const sent = { event_id: eventId, contexts: { ...contexts, feedback } }
  const { submissions } = await readEnvelope(envelope([{ type: 'feedback' }, sent]))
  const told = { message: 'It broke', contact: 'ada@shop.example' }
  expect(submissions[0]?.page).toEqual({ url: feedback.url, pageViewId: traceId, feedback: told })
})

test('sessions and reports of clients are taken without a word, unknown items are refused by name', async () => {
  const body = envelope([{ type: 'session' }, {}], [{ type: 'client_report' }, {}], [{ type: 'surprise' }, {}])
  expect(await readEnvelope(body)).toEqual({ submissions: [], refusals: ['unknown item type "surprise"'] })
})

test('payloads are as long as their header says, in bytes', () => {
  const payload = '{"message":"ü\\n\nü"}'
  const header = { type: 'attachment', length: Buffer.byteLength(payload) }
  const { items } = parseEnvelope(envelope([header, payload], [{ type: 'session' }, '{}']))
  expect(items.map(({ type, payload }) => [type, payload.toString()])).toEqual([
    ['attachment', payload],
    ['session', '{}'],
  ])
})

test.each([
  ['no JSON', 'hello', 'an envelope header is not JSON'],
  ['an array', '[]', 'an envelope header must be an object'],
  ['an item without a type', '{}\n{}\n{}', 'an item header of the envelope has no type'],
  [
    'a length that is too large',
    '{}\n{"type":"event","length":99}\n{}',
    'the length of an item of the envelope is wrong',
  ],
  ['a negative length', '{}\n{"type":"event","length":-1}\n{}', 'the length of an item of the envelope is wrong'],
  [
    'a length of another kind',
    '{}\n{"type":"event","length":"2"}\n{}',
    'the length of an item of the envelope is wrong',
  ],
  ['a payload that is no JSON', '{}\n{"type":"event"}\n{', 'the body is not JSON'],
  ['a payload that is no object', '{}\n{"type":"event"}\n7', 'an item of type event must be an object'],
])('%s is refused', async (_name, body, message) => {
  await expect(readEnvelope(Buffer.from(body))).rejects.toThrow(message)
})

test('the key of the DSN is found wherever clients put it', () => {
  expect(dsnKeyOf({}, { sentry_key: 'a1' })).toBe('a1')
  expect(dsnKeyOf({ 'x-sentry-auth': 'Sentry sentry_version=7, sentry_key=a1' }, {})).toBe('a1')
  expect(dsnKeyOf({}, {})).toBeUndefined()
  expect(dsnKeyInEnvelope(Buffer.from('{"dsn":"https://a1@collector.example/1"}'))).toBe('a1')
  expect(dsnKeyInEnvelope(Buffer.from('{}'))).toBeUndefined()
})

test('what is sent of one page view in several bodies is merged', () => {
  const older = {
    page: { url: 'https://shop.example/', pageViewId: traceId, sequence: 3 },
    app: { release: '1.4.2' },
    performance: { vitals: { lcp: { value: 1 }, fcp: { value: 2 } } },
    errors: [{ message: 'first' }],
  }
  const newer = {
    submissionId,
    page: { pageViewId: traceId },
    performance: { vitals: { lcp: { value: 9 } } },
    errors: [{ message: 'second' }],
  }
  expect(mergeSubmissions(older as never, newer as never)).toMatchObject({
    submissionId,
    page: { url: 'https://shop.example/', pageViewId: traceId },
    app: { release: '1.4.2' },
    performance: { vitals: { lcp: { value: 9 }, fcp: { value: 2 } } },
    errors: [{ message: 'first' }, { message: 'second' }],
  })
})
