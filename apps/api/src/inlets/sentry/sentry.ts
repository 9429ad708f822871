import { sentryAnswer } from '@collector/schema'
import { RefusedError } from '../../http-errors.ts'
import { type Json, object } from '../../ingest/clean.ts'
import type { Inlet, InletAnswer, MadeSubmission, ReadBody } from '../inlet.ts'
import { isObject, textOf } from '../json-value.ts'
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
      if (mapItem) read.submissions.push(...mapItem(await readItem(payload, type)))
      else if (!unused.includes(type)) read.refusals.push(`unknown item type "${type.slice(0, 100)}"`)
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
    return { submissions: [mapEvent(await readItem(bytes, 'event'))], refusals: [] }
  },
}

const mappers: Partial<Record<string, (item: Json) => MadeSubmission[]>> = {
  event: (event) => [mapEvent(event)],
  transaction: (transaction) => {
    const mapped = mapTransaction(transaction)
    return mapped ? [mapped] : []
  },
  span: mapSpans,
  feedback: (event) => [mapFeedback(event)],
}

function mapFeedback(event: Json): MadeSubmission {
  const { message, contact_email: email, url } = object(object(event['contexts'])['feedback'])
  const common = mapCommon(event)
  const address = textOf(url)
  return {
    ...common,
    page: { ...common.page, ...(address !== undefined && { url: address }) },
    feedback: { message, email },
    sentry: event,
  }
}

async function readItem(payload: Buffer, type: string): Promise<Json> {
  const value = await parseJson(payload)
  if (!isObject(value)) throw new RefusedError(400, `an item of type ${type} must be an object`)
  return scrubValue(value) as Json
}
