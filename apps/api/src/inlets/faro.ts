import type { ErrorEntry } from '@collector/schema'
import { Type } from 'typebox'
import { RefusedError } from '../http-errors.ts'
import { type Json, object } from '../ingest/clean.ts'
import { uuidFrom } from './id-of.ts'
import type { Inlet, MadeSubmission } from './inlet.ts'
import { arrayOf, isObject, numberOf, textOf, timeOf, withoutUndefined } from './json-value.ts'
import { parseJson } from './parse-json.ts'
import { readVitals } from './read-vitals.ts'
import { scrubValue } from './scrub-value.ts'
import { type Frame, thrownError } from './thrown-error.ts'

/** The SDK drops a body rather than wait longer; it tries three times, which covers the minute of the rate limit. */
const maxRetryAfterSeconds = 30
const signals = ['exceptions', 'measurements', 'logs', 'events'] as const

/**
 * Takes what Grafana Faro's SDK posts: exceptions, web vitals, logs and events, with what it knows of app, session and page.
 * https://grafana.com/docs/grafana-cloud/monitor-applications/frontend-observability/
 */
export const faroInlet: Inlet = {
  name: 'faro',
  summary: "Store what Grafana Faro's SDK posts",
  paths: () => ['/faro/collect'],
  contentTypes: ['application/json', 'text/plain'],
  answer: { statusCode: 202, schema: Type.Null({ description: 'Committed' }), body: () => undefined },
  retryHeaders: (seconds) => ({ 'retry-after': String(Math.min(seconds, maxRetryAfterSeconds)) }),
  async read({ bytes, headers }) {
    const body = scrubValue(await parseJson(bytes))
    if (!isObject(body) || !isObject(body['meta'])) throw new RefusedError(400, 'the body must be an object with meta')
    for (const name of signals) {
      if (body[name] !== undefined && !Array.isArray(body[name])) {
        throw new RefusedError(400, `${name} must be an array`)
      }
    }
    const sent = textOf(headers['idempotency-key'])
    return { submissions: [mapBody(body, body['meta'], sent ?? bytes.toString())], refusals: [] }
  },
}

/** @param identity the same for the same body, sent again */
function mapBody(body: Json, meta: Json, identity: string): MadeSubmission {
  const [app, user, browser] = [object(meta['app']), object(meta['user']), object(meta['browser'])]
  const sessionId = textOf(object(meta['session'])['id'])
  const url = textOf(object(meta['page'])['url'])
  const userId = textOf(user['id'])
  const vitals = readVitals((name) => lastMeasured(body, name))
  const errors = [...arrayOf(body['exceptions']).map(mapException), ...arrayOf(body['logs']).flatMap(mapLog)]
  return withoutUndefined({
    submissionId: uuidFrom(JSON.stringify(['faro', sessionId, identity])),
    timestamp: firstTime(body),
    page: withoutUndefined({ url, sessionId, pageViewId: pageViewIdOf(sessionId, url) }),
    app: withoutUndefined({
      release: textOf(app['release']) ?? textOf(app['version']),
      environment: textOf(app['environment']),
    }),
    user: userId === undefined ? undefined : { id: userId },
    browser: mapBrowser(browser),
    performance: vitals && { vitals },
    errors: errors.length > 0 ? errors : undefined,
    faro: body,
  })
}

/** Faro names no page view; what its posts about one have in common is the session and the URL. */
function pageViewIdOf(sessionId: string | undefined, url: string | undefined): string | undefined {
  if (sessionId === undefined || url === undefined) return undefined
  return uuidFrom(JSON.stringify(['faro', sessionId, url]))
}

function lastMeasured(body: Json, name: string): unknown {
  return arrayOf(body['measurements'])
    .map(object)
    .filter(({ type }) => type === 'web-vitals')
    .map(({ values }) => object(values)[name])
    .findLast((value) => numberOf(value) !== undefined)
}

function firstTime(body: Json): string | undefined {
  const [first] = signals.flatMap((name) => arrayOf(body[name]))
  return timeOf(object(first)['timestamp'])
}

function mapBrowser(sent: Json) {
  const [width, height] = [Number(sent['viewportWidth']), Number(sent['viewportHeight'])]
  const browser = withoutUndefined({
    userAgent: textOf(sent['userAgent']),
    language: textOf(sent['language']),
    viewport: width > 0 && height > 0 ? { width, height } : undefined,
  })
  return Object.keys(browser).length > 0 ? browser : undefined
}

function mapException(sent: unknown): ErrorEntry {
  const exception = object(sent)
  const { cause, ...context } = object(exception['context'])
  const { type: name, value: message } = exception
  const causeText = textOf(cause)
  return thrownError(
    {
      name,
      message,
      frames: arrayOf(object(exception['stacktrace'])['frames']).map(object).map(mapFrame),
      cause: causeText === undefined ? [] : [causeText],
    },
    {
      type: typeOf(name, message),
      timestamp: timeOf(exception['timestamp']),
      context: Object.keys(context).length > 0 ? context : undefined,
    },
  )
}

/** Faro does not tell uncaught errors from those that a page pushed, except rejections with no error. */
function typeOf(name: unknown, message: unknown): ErrorEntry['type'] {
  if (name === 'UnhandledRejection') return 'unhandledrejection'
  return textOf(message)?.startsWith('console.error: ') ? 'captured' : 'error'
}

function mapFrame({ filename, function: called, lineno, colno }: Json): Frame {
  return { source: textOf(filename), called: textOf(called), line: numberOf(lineno), column: numberOf(colno) }
}

/** A log of the level error says what `captureMessage` would; others are kept, but are no errors. */
function mapLog(sent: unknown): ErrorEntry[] {
  const log = object(sent)
  const message = textOf(log['message'])
  if (log['level'] !== 'error' || message === undefined) return []
  const context = isObject(log['context']) ? log['context'] : undefined
  return [withoutUndefined({ type: 'captured', message, timestamp: timeOf(log['timestamp']), context })]
}
