import { type Static, type TOptional, type TString, Type } from 'typebox'
import { type Dimension, dimensionInfo, dimensions } from '../dimensions.ts'
import { metricNames, metrics } from '../metrics/index.ts'
import { isoTimestamp } from '../submission.ts'
import { deviceFilter } from './device.ts'

/** Text of a query, without NUL, which PostgreSQL can neither store nor search for. */
const queryText = (maxLength: number, description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000]*$', description }))

/** The most that the address of a request may hold: stored values are found by the text that was sent, however long. */
const maxSentLength = 16_384

/** A value as it was sent; the query converts it to its stored form. */
export const sentText = (description: string) => Type.String({ minLength: 1, maxLength: maxSentLength, description })

/** A report raises error occurrences and is no page view. */
export const submissionKinds = ['pageView', 'report'] as const
export type SubmissionKind = (typeof submissionKinds)[number]

/** The filter of each dimension. Devices are few, so several may be named or excluded. */
const dimensionFilters = {
  ...(Object.fromEntries(
    dimensions.map((name) => [name, Type.Optional(sentText(dimensionInfo[name].description))]),
  ) as Record<Exclude<Dimension, 'device'>, TOptional<TString>>),
  device: Type.Optional(deviceFilter),
}

/** Filters of every question. Each is a query parameter; a submission must match all that are given. */
export const filterProperties = {
  from: Type.Optional(
    Type.String({ ...isoTimestamp, description: 'Received at or after; UTC unless a zone is given' }),
  ),
  to: Type.Optional(Type.String({ ...isoTimestamp, description: 'Received before' })),
  ...dimensionFilters,
  page: Type.Optional(
    sentText(
      'A page as GET /api/pages names it: a segment * is a number, a UUID or a long hexadecimal number, a segment :name any one',
    ),
  ),
  hasErrors: Type.Optional(Type.Boolean({ description: 'true: an error occurred that is no noise; false: none did' })),
  noise: Type.Optional(
    Type.Boolean({
      description:
        'true: an error occurred that is noise; false: one that is not. Noise says nothing about the page itself: errors of extensions, ResizeObserver warnings, policies that only report',
    }),
  ),
  own: Type.Optional(
    Type.Boolean({
      description: "True: only visits of Collector's own pages match; false: only visits of other pages",
    }),
  ),
  kind: Type.Optional(
    Type.Enum([...submissionKinds], {
      description: 'pageView: what pages sent; report: what browsers reported by themselves, which are no page views',
    }),
  ),
  visitorId: Type.Optional(sentText('The random id kept in a browser, as it was sent')),
  user: Type.Optional(sentText("The site's own id of a user: user.id, as it was sent")),
  referrer: Type.Optional(
    sentText('Another site that a page view came from: a host as GET /api/referrers names it, with or without www.'),
  ),
  reference: Type.Optional(sentText('A case of the support: page.reference, as it was sent')),
  tag: Type.Optional(sentText('A tag, its name and value: plan:free')),
  ip: queryText(64, 'An IP address in any notation: with IP_MODE=truncated that of its network'),
  fingerprint: Type.Optional(sentText('A device fingerprint: fingerprints.hash, as it was sent')),
  groupKey: queryText(64, 'Key of an error group that occurred'),
  vital: Type.Optional(
    Type.String({
      pattern: `^(${metricNames.join('|')}):(\\d+(\\.\\d+)?)?\\.\\.(\\d+(\\.\\d+)?)?$`,
      maxLength: 64,
      description: 'Page views whose metric was above a value, up to another, or both: lcp:2500..4000, cls:0.25..',
    }),
  ),
  reason: Type.Optional(
    Type.String({
      pattern: `^(${metricNames.filter((name) => metrics[name].element).join('|')}):[^\\u0000]*$`,
      maxLength: maxSentLength,
      description:
        'A metric and the element that its attribution names: lcp:main>img.hero; without one (lcp:) it names none',
    }),
  ),
  q: queryText(
    200,
    'Text in the URL, the user agent, an error message or the reference: in either case, URLs with or without percent-escapes',
  ),
}

export const filters = Type.Object(filterProperties, { additionalProperties: false })

export type Filters = Static<typeof filters>

/** Parameter of questions whose answers have a bucket a day. */
export const timeZone = Type.Optional(
  Type.String({
    maxLength: 64,
    description: 'IANA time zone whose midnight begins a day or a week, such as Europe/Berlin; by default UTC',
  }),
)

/** Query of an answer over time that has no parameters of its own. */
export const filtersAndTimeZone = Type.Object({ ...filterProperties, timeZone }, { additionalProperties: false })

/** Dimensions that a metric or an error can be broken down by. */
export const dimension = Type.Enum([...dimensions])

/** Part of every answer that may come from a sample. */
export const isEstimate = Type.Boolean({
  description: 'True if the numbers were estimated from a sample: rare values may be missing',
})
