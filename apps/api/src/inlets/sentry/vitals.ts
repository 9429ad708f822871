import { type Json, object } from '../../ingest/clean.ts'
import { uuidFrom } from '../id-of.ts'
import type { MadeSubmission } from '../inlet.ts'
import { isObject, textOf, timeOf, withoutUndefined } from '../json-value.ts'
import { readVitals } from '../read-vitals.ts'
import { mapCommon } from './event.ts'

/** Maps a transaction that measured vitals; undefined for one that did not. https://develop.sentry.dev/sdk/telemetry/traces/ */
export function mapTransaction(transaction: Json): MadeSubmission | undefined {
  const vitals = readVitals((name) => object(object(transaction['measurements'])[name])['value'])
  return vitals && { ...mapCommon(transaction), performance: { vitals } }
}

/** Maps the spans of one item: a container of them (version 11) or a single one (version 10), a submission for each trace. */
export function mapSpans(item: Json): MadeSubmission[] {
  const spans: Json[] = Array.isArray(item['items']) ? item['items'].filter(isObject) : [item]
  return spans.map(mapSpan).filter((made) => made !== undefined)
}

function mapSpan(span: Json): MadeSubmission | undefined {
  const attributes = { ...object(span['data']), ...object(span['attributes']) }
  const attribute = (name: string) => {
    const value = attributes[name]
    return isObject(value) ? value['value'] : value
  }
  const measurements = object(span['measurements'])
  const vitals = readVitals(
    (name) => attribute(`browser.web_vital.${name}.value`) ?? object(measurements[name])['value'],
  )
  const traceId = textOf(span['trace_id'])
  if (!vitals || !traceId) return undefined
  const release = textOf(attribute('sentry.release')) ?? textOf(attribute('release'))
  const environment = textOf(attribute('sentry.environment')) ?? textOf(attribute('environment'))
  const agent = textOf(attribute('user_agent.original'))
  return withoutUndefined({
    submissionId: uuidFrom(JSON.stringify([traceId, span['span_id'], vitals])),
    timestamp: timeOf(span['end_timestamp'] ?? span['timestamp']),
    page: withoutUndefined({
      url: textOf(attribute('url.full')) ?? textOf(attribute('http.url')),
      pageViewId: traceId,
    }),
    app: withoutUndefined({ release, environment }),
    browser: agent === undefined ? undefined : { userAgent: agent },
    performance: { vitals },
    sentry: span,
  })
}
