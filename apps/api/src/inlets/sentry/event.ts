import type { ErrorEntry } from '@collector/schema'
import { type Json, object } from '../../ingest/clean.ts'
import { uuidFrom, uuidOf } from '../id-of.ts'
import type { MadeSubmission } from '../inlet.ts'
import { arrayOf, numberOf, textOf, timeOf, withoutUndefined } from '../json-value.ts'
import { type Frame, thrownError } from '../thrown-error.ts'

const maxBreadcrumbs = 30

/** Maps an event: an error, or a message. https://develop.sentry.dev/sdk/data-model/event-payloads/ */
export function mapEvent(event: Json): MadeSubmission {
  return { ...mapCommon(event), errors: [mapError(event)], sentry: event }
}

/** Maps what events and transactions have in common. */
export function mapCommon(event: Json): MadeSubmission {
  const request = object(event['request'])
  const headers = object(request['headers'])
  const trace = object(object(event['contexts'])['trace'])
  // the trace of a page goes on in its server, whose events are no page views
  const isServer = event['platform'] !== undefined && event['platform'] !== 'javascript'
  const agent = isServer ? undefined : textOf(headers['User-Agent'])
  const user = object(event['user'])
  const userId = textOf(user['id']) ?? (typeof user['id'] === 'number' ? String(user['id']) : undefined)
  return withoutUndefined({
    submissionId: uuidOf(event['event_id']) ?? uuidFrom(JSON.stringify(event)),
    timestamp: timeOf(event['timestamp']),
    page: withoutUndefined({
      url: isServer ? undefined : textOf(request['url']),
      referrer: isServer ? undefined : textOf(headers['Referer']),
      pageViewId: isServer ? undefined : textOf(trace['trace_id']),
    }),
    app: withoutUndefined({ release: textOf(event['release']), environment: textOf(event['environment']) }),
    user: userId === undefined ? undefined : { id: userId },
    tags: tagsOf(event['tags']),
    browser: agent === undefined ? undefined : { userAgent: agent },
  })
}

function mapError(event: Json): ErrorEntry {
  const exceptions = arrayOf(object(event['exception'])['values'] ?? event['exception']).map(object)
  // the thrown one is the last, the nearest cause before it
  const thrown = exceptions.at(-1) ?? {}
  const mechanism = mechanismOf(exceptions)
  const said = messageOf(event)
  // captureMessage sends an exception for its stack alone
  const isMessage = mechanism['synthetic'] === true && said !== undefined
  const oldestFirst = arrayOf(object(thrown['stacktrace'])['frames']).map(object)
  const causes = exceptions.slice(0, -1).reverse()
  return thrownError(
    {
      name: isMessage ? undefined : thrown['type'],
      message: isMessage ? said : (textOf(thrown['value']) ?? said),
      frames: oldestFirst.map(mapFrame).reverse(),
      cause: causes.map(({ type, value }) => `${textOf(type) ?? 'Error'}: ${textOf(value) ?? ''}`),
    },
    {
      type: typeOf(mechanism),
      timestamp: timeOf(event['timestamp']),
      context: event['extra'] === undefined ? undefined : object(event['extra']),
      breadcrumbs: breadcrumbsOf(event['breadcrumbs']),
      debugIds: debugIdsOf(event),
    },
  )
}

/** The SDK for browsers notes on the first exception, which may be a cause, that the thrown one was not handled. */
function mechanismOf(exceptions: Json[]): Json {
  const mechanisms = exceptions.map(({ mechanism }) => object(mechanism))
  return mechanisms.find(({ handled }) => handled === false) ?? mechanisms.at(-1) ?? {}
}

function messageOf(event: Json): string | undefined {
  const entry = object(event['logentry'])
  const message = object(event['message'])
  return (
    textOf(event['message']) ??
    textOf(message['formatted']) ??
    textOf(message['message']) ??
    textOf(entry['formatted']) ??
    textOf(entry['message'])
  )
}

function typeOf({ handled, type }: Json): ErrorEntry['type'] {
  if (handled !== false) return 'captured'
  return textOf(type)?.includes('unhandledrejection') ? 'unhandledrejection' : 'error'
}

function mapFrame({ abs_path: path, filename, function: called, lineno, colno }: Json): Frame {
  return {
    source: textOf(path) ?? textOf(filename),
    called: textOf(called),
    line: numberOf(lineno),
    column: numberOf(colno),
  }
}

function breadcrumbsOf(value: unknown): ErrorEntry['breadcrumbs'] {
  const crumbs = arrayOf(object(value)['values'] ?? value).map(object)
  if (crumbs.length === 0) return undefined
  return crumbs.slice(-maxBreadcrumbs).map((crumb) =>
    withoutUndefined({
      timestamp: timeOf(crumb['timestamp']),
      type: textOf(crumb['category']) ?? textOf(crumb['type']),
      message: textOf(crumb['message']),
      data: crumb['data'] === undefined ? undefined : object(crumb['data']),
    }),
  )
}

function debugIdsOf(event: Json): ErrorEntry['debugIds'] {
  const images = arrayOf(object(event['debug_meta'])['images']).map(object)
  const ids = images.flatMap(({ code_file, debug_id }): [string, string][] => {
    const [file, id] = [textOf(code_file), uuidOf(debug_id)]
    return file && id ? [[file, id]] : []
  })
  return ids.length > 0 ? Object.fromEntries(ids) : undefined
}

function tagsOf(value: unknown): Record<string, string> | undefined {
  const pairs = Array.isArray(value) ? value.filter((pair) => Array.isArray(pair)) : Object.entries(object(value))
  if (pairs.length === 0) return undefined
  const texts = pairs.filter((pair) => pair.every((member) => ['string', 'number', 'boolean'].includes(typeof member)))
  return Object.fromEntries(texts.map(([name, text]) => [String(name), String(text)]))
}
