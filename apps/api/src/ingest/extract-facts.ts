import { type MetricName, metricNames } from '@collector/schema/catalogue'
import type { NewSubmission } from '../storage/tables/submissions.ts'
import { identifyUserAgent } from './identify-user-agent.ts'

type Facts = Omit<NewSubmission['facts'], 'submissionId'>
type Json = Record<string, unknown>

const maxTextLength = 2048
const maxIdLength = 64
const maxInteger = 2_147_483_647
/** A day: a longer time of a page is a broken clock. */
const maxMs = 86_400_000

/**
 * The facts of a submission that questions are asked of. Total: whatever was sent, what is not of the expected kind is
 * left out.
 *
 * @param headerUserAgent used when the payload names none
 */
export function extractFacts(submission: Json, headerUserAgent: string | undefined): Facts {
  const page = object(submission['page'])
  const vitals = object(object(submission['performance'])['vitals'])
  const userAgent = object(submission['browser'])['userAgent']
  return {
    pageViewId: text(page['pageViewId'], maxIdLength),
    sequence: count(page['sequence']),
    sessionId: text(page['sessionId'], maxIdLength),
    visitorId: text(page['visitorId'], maxIdLength),
    url: text(page['url']),
    referrer: text(page['referrer']),
    title: text(page['title']),
    ...clean(identifyUserAgent(typeof userAgent === 'string' ? userAgent : headerUserAgent)),
    errorCount: countErrors(submission['errors']),
    ...vitalFacts(vitals),
  }
}

/** One column a metric, its unit in its name. */
function vitalFacts(vitals: Json): Pick<Facts, 'lcpMs' | 'inpMs' | 'cls' | 'fcpMs' | 'ttfbMs'> {
  const value = Object.fromEntries(
    metricNames.map((name) => [name, measurement(object(vitals[name])['value'])]),
  ) as Record<MetricName, number | null>
  return { lcpMs: value.lcp, inpMs: value.inp, cls: value.cls, fcpMs: value.fcp, ttfbMs: value.ttfb }
}

/** `count` says how often an error occurred; one that does not say occurred once. */
function countErrors(errors: unknown): number {
  if (!Array.isArray(errors)) return 0
  const total = errors.reduce<number>((sum, error) => sum + (count(object(error)['count']) ?? 1), 0)
  return Math.min(total, maxInteger)
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

function count(value: unknown): number | null {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= maxInteger ? (value as number) : null
}

function measurement(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= maxMs ? value : null
}

/** PostgreSQL's text takes neither NUL nor half of a surrogate pair. */
function text(value: unknown, maxLength = maxTextLength): string | null {
  if (typeof value !== 'string' || value === '') return null
  return value.slice(0, maxLength).replaceAll('\0', '\uFFFD').toWellFormed()
}

function clean<Texts extends Record<keyof Texts, string | null>>(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, text(value)])) as Texts
}
