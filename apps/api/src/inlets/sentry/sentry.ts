import { sentryAnswer } from '@collector/schema'
import { RefusedError } from '../../http-errors.ts'
import { type Json, object } from '../../ingest/clean.ts'
import type { Inlet, InletAnswer, MadeSubmission, ReadBody } from '../inlet.ts'
import { isObject, textOf, withoutUndefined } from '../json-value.ts'
import { parseJson } from '../parse-json.ts'
import { scrubValue } from '../scrub-value.ts'
import { parseEnvelope } from './envelope.ts'
import { mapCommon, mapEvent } from './event.ts'
import { dsnKeyInEnvelope, dsnKeyOf } from './find-dsn-key.ts'
import { project } from './project.ts'
import { mapSpans, mapTransaction } from './vitals.ts'

/** Items that clients send by themselves, and that tell nothing Collector shows. */
const unused = [
  'session',
  'sessions',
  'client_report',
  'attachment',
  'profile',
  'profile_chunk',
  'replay_event',
  'replay_recording',
  'replay_video',
  'log',
  'trace_metric',
  'statsd',
  'check_in',
]

const answer: InletAnswer = {
  statusCode: 200,
  schema: sentryAnswer,
  body: ([first]) => ({ id: (first?.submissionId ?? '').replaceAll('-', '') }),
}

/** The SDKs read their own header before Retry-After; no category means every kind of item. */
const retryHeaders = (seconds: number) => ({ 'x-sentry-rate-limits': `${seconds}::organization` })

/** An envelope, which is what Sentry's SDKs post. */
export const envelopeInlet: Inlet = {
  name: 'sentry',
  summary: "Store what Sentry's SDKs post (envelope)",
  paths: () => [`${project}/envelope/`, `${project}/envelope`],
  findKey: ({ headers, query, bytes }) => dsnKeyOf(headers, query) ?? dsnKeyInEnvelope(bytes),
  answer,
  retryHeaders,
  async read({ bytes }) {
    const read: ReadBody = { submissions: [], refusals: [] }
    for (const { type, payload } of parseEnvelope(bytes).items) {
      const mapItem = Object.hasOwn(mappers, type) ? mappers[type] : undefined
      if (mapItem) {
        const item = await readItem(payload, type)
        read.submissions.push(...mapItem(scrubValue(item) as Json, item))
      } else if (!unused.includes(type)) read.refusals.push(`unknown item type "${type.slice(0, 100)}"`)
    }
    return read
  },
}

/** One event, as older SDKs post it. */
export const storeInlet: Inlet = {
  name: 'sentry',
  summary: "Store what Sentry's SDKs post (store)",
  paths: () => [`${project}/store/`, `${project}/store`],
  findKey: ({ headers, query }) => dsnKeyOf(headers, query),
  answer,
  retryHeaders,
  async read({ bytes }) {
    return { submissions: [mapEvent(scrubValue(await readItem(bytes, 'event')) as Json)], refusals: [] }
  },
}

const mappers: Partial<Record<string, (scrubbed: Json, sent: Json) => MadeSubmission[]>> = {
  event: (event) => [mapEvent(event)],
  transaction: (transaction) => {
    const mapped = mapTransaction(transaction)
    return mapped ? [mapped] : []
  },
  span: mapSpans,
  feedback: (event, sent) => [mapFeedback(event, sent)],
}

/** @param sent the same, with the address that the visitor gave to be answered at */
function mapFeedback(event: Json, sent: Json): MadeSubmission {
  const { message, url } = feedbackOf(event)
  const { contact_email: email } = feedbackOf(sent)
  const { page, ...common } = mapCommon(event)
  const text = textOf(message)
  const feedback = text === undefined ? undefined : withoutUndefined({ message: text, contact: textOf(email) })
  return { ...common, page: withoutUndefined({ ...page, url: textOf(url) ?? page?.url, feedback }), sentry: event }
}

function feedbackOf(event: Json): Json {
  return object(object(event['contexts'])['feedback'])
}

async function readItem(payload: Buffer, type: string): Promise<Json> {
  const value = await parseJson(payload)
  if (!isObject(value)) throw new RefusedError(400, `an item of type ${type} must be an object`)
  return value
}
