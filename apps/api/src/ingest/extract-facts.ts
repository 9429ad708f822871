import { metricNames, metrics } from '@collector/schema/catalogue'
import { canonicalLanguage } from '../identity/canonical-language.ts'
import { maxIdLength, maxReferenceLength, maxReleaseLength } from '../identity/identity-key.ts'
import { withoutWww } from '../identity/without-www.ts'
import { camelCase } from '../storage/camel-case.ts'
import type { MetricColumns } from '../storage/tables/facts.ts'
import type { ExtractedFacts } from '../storage/write/new-submission.ts'
import { browserFacts } from './browser-facts.ts'
import {
  asItStands,
  type Decode,
  idReader,
  type Json,
  maxInteger,
  measurement,
  object,
  positiveInteger,
  reader,
  text,
} from './clean.ts'
import { extractErrors } from './extract-errors.ts'
import { extractFingerprint } from './extract-fingerprint.ts'
import { extractReasons } from './extract-reasons.ts'
import { extractScripts } from './extract-scripts.ts'
import { extractTags } from './extract-tags.ts'
import { hashText } from './hash-text.ts'
import { memoize } from './memoize.ts'
import { type Place, placeOf } from './place-of.ts'

const maxUserAgentLength = 1000
/** Characters of a visitor's message that the list shows; the submission has the whole. */
const maxFeedbackLength = 500

/**
 * Extracts the facts of a submission, from which questions are answered. Total: values of an unexpected kind are left
 * out.
 *
 * @param headerUserAgent used if the payload has none
 * @param decode decodes the submission's strings
 */
export function extractFacts(
  submission: Json,
  headerUserAgent: string | undefined,
  decode: Decode = asItStands,
): ExtractedFacts {
  const read = reader(decode)
  const page = object(submission['page'])
  const performance = object(submission['performance'])
  const readId = idReader(decode)
  const place = (value: unknown) => (typeof value === 'string' ? placeOf(decode(value)) : nowhere)
  const url = read(page['url'])
  const at = place(page['url'])
  const browser = object(submission['browser'])
  const app = object(submission['app'])
  const sentUserAgent = browser['userAgent'] ?? null
  const userAgent =
    sentUserAgent === null ? text(headerUserAgent, maxUserAgentLength) : read(sentUserAgent, maxUserAgentLength)
  return {
    isReport: false,
    pageViewId: readId(page['pageViewId'], maxIdLength),
    sequence: positiveInteger(page['sequence']),
    sessionId: readId(page['sessionId'], maxIdLength),
    visitorId: readId(page['visitorId'], maxIdLength),
    url,
    urlHash: url && hashText(url),
    ...at,
    isOwn: page['isOwn'] === true,
    referrer: read(page['referrer']),
    referrerHost: withoutWww(place(page['referrer']).host ?? '') || null,
    title: read(page['title'], 512),
    userAgent,
    userAgentHash: userAgent && hashText(userAgent),
    ...browserFacts({ ...browser, userAgent }, read),
    language: languageOf(browser),
    release: readId(app['release'], maxReleaseLength),
    environment: readId(app['environment'], maxReleaseLength),
    userId: readId(object(submission['user'])['id'], maxIdLength),
    reference: readId(page['reference'], maxReferenceLength),
    feedback: read(object(page['feedback'])['message'], maxFeedbackLength),
    tags: extractTags(object(submission['tags']), decode),
    ...extractErrors(submission['errors'], url, decode),
    ...extractFingerprint(object(submission['fingerprints']), decode),
    scripts: extractScripts(performance, submission['errors'], page['url'], decode),
    ...resourceFacts(performance['resources']),
    ...vitalFacts(object(performance['vitals'])),
    ...extractReasons(performance, at.host, decode),
  }
}

function languageOf({ language, languages }: Json): string | null {
  const tag = typeof language === 'string' ? language : Array.isArray(languages) ? languages[0] : undefined
  return typeof tag === 'string' ? primaryLanguage(tag) : null
}

const primaryLanguage = memoize(canonicalLanguage, { maxKnown: 500, maxLength: 35 })

const nowhere: Place = { host: null, path: null }

const metricFields = metricNames.map((name) => [name, camelCase(metrics[name].column)] as const)

function vitalFacts(vitals: Json): MetricColumns {
  const facts = {} as MetricColumns
  for (const [name, field] of metricFields) facts[field] = measurement(object(vitals[name])['value'])
  return facts
}

function resourceFacts(resources: unknown): Pick<ExtractedFacts, 'resourceCount' | 'transferredBytes'> {
  if (!Array.isArray(resources)) return { resourceCount: null, transferredBytes: null }
  const bytes = resources.reduce<number>((sum, resource) => sum + size(object(resource)['size']), 0)
  return { resourceCount: resources.length, transferredBytes: Math.min(Math.round(bytes), Number.MAX_SAFE_INTEGER) }
}

function size(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.min(value, maxInteger * 1024) : 0
}
