import { type Static, Type } from 'typebox'
import { type MetricName, metricNames } from '../metrics/index.ts'
import { pageSection } from '../sections/page.ts'
import { uuid } from '../submission.ts'
import { deviceClass } from './device.ts'
import { filterProperties, submissionKinds } from './filters.ts'

const named = Type.Object({
  name: Type.Union([Type.String(), Type.Null()]),
  version: Type.Union([Type.String(), Type.Null()]),
})
const nullableNumber = Type.Union([Type.Number(), Type.Null()])

/** One line of the list: enough for a person to distinguish submissions. */
export const submissionItem = Type.Object({
  id: Type.Integer({ description: 'The number shown to people: debug_data.id' }),
  submissionId: uuid,
  kind: Type.Enum([...submissionKinds], { description: 'report: a browser sent it by itself; it is no page view' }),
  receivedAt: Type.Union([Type.String(), Type.Null()], {
    description: 'ISO 8601, UTC; null in rows of the predecessor that have no time',
  }),
  ip: Type.Union([Type.String(), Type.Null()]),
  page: Type.Union([pageSection, Type.Null()], {
    description: 'The known fields of the page section; long ids in their stored form',
  }),
  readableUrl: Type.Union([Type.String(), Type.Null()], {
    description: 'page.url as people read it: without percent-escapes, host names in their own script',
  }),
  browser: named,
  os: named,
  device: Type.Union([deviceClass, Type.Null()]),
  release: Type.Union([Type.String(), Type.Null()]),
  environment: Type.Union([Type.String(), Type.Null()]),
  isOwn: Type.Boolean({ description: "True for a visit of Collector's own pages" }),
  errorCount: Type.Integer({ description: 'Occurrences; noise is left out' }),
  vitals: Type.Object(
    Object.fromEntries(metricNames.map((name) => [name, nullableNumber])) as Record<MetricName, typeof nullableNumber>,
  ),
})

export const submissionsQuery = Type.Object(
  {
    ...filterProperties,
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ description: 'nextCursor of the previous page' })),
  },
  { additionalProperties: false },
)

export const submissionsAnswer = Type.Object({
  items: Type.Array(submissionItem),
  nextCursor: Type.Union([Type.String(), Type.Null()], {
    description:
      'Cursor of the next, older page; null at the end. If few submissions match, a page may have fewer items than the limit, or none, and still a next page',
  }),
})

/**
 * One whole submission. Sections are as they were sent; text that is not JSON (rows of the predecessor) is a string.
 * `null` for a missing section.
 */
export const submissionAnswer = Type.Object({
  id: Type.Integer(),
  submissionId: uuid,
  receivedAt: Type.Union([Type.String(), Type.Null()], {
    description: 'ISO 8601, UTC; null in rows of the predecessor that have no time',
  }),
  ip: Type.Union([Type.String(), Type.Null()]),
  timestamp: Type.Union([Type.String(), Type.Null()], { description: "The sender's own clock" }),
  page: Type.Unknown(),
  app: Type.Unknown(),
  user: Type.Unknown(),
  tags: Type.Unknown(),
  browser: Type.Unknown(),
  performance: Type.Unknown(),
  fingerprints: Type.Unknown(),
  errors: Type.Unknown(),
  extra: Type.Unknown({ description: 'Unknown top-level members, or null' }),
})

/** Attributes of a submission that lead to related ones, by the filter of the same name. */
export const relatedAnswer = Type.Object({
  pageView: Type.Array(
    Type.Object({
      id: Type.Integer(),
      kind: Type.Enum([...submissionKinds]),
      submissionId: uuid,
      sequence: Type.Union([Type.Integer(), Type.Null()]),
      receivedAt: Type.String(),
    }),
    { description: 'All submissions of its page view in order, itself included, then reports about it; at most 50' },
  ),
  visitorId: Type.Union([Type.String(), Type.Null()]),
  fingerprint: Type.Union([Type.String(), Type.Null()], { description: 'Device fingerprint' }),
  errorGroups: Type.Array(Type.Object({ groupKey: Type.String(), message: Type.String() }), {
    description: 'Groups of its errors, in their order, at most 20',
  }),
})

/** Number of submissions, or of page views, that match a filter. */
export const countAnswer = Type.Object({
  count: Type.Integer(),
  isEstimate: Type.Boolean({ description: 'True if the number was estimated' }),
})

/** Number of submissions that a DELETE by filter removed. */
export const deletedAnswer = Type.Object({ deleted: Type.Integer() })

export const exportQuery = Type.Object(
  { ...filterProperties, format: Type.Enum(['ndjson', 'csv'], { default: 'ndjson' }) },
  { additionalProperties: false },
)

export const submissionParams = Type.Object({ submissionId: uuid })

export type SubmissionItem = Static<typeof submissionItem>
export type SubmissionsQuery = Static<typeof submissionsQuery>
export type SubmissionsAnswer = Static<typeof submissionsAnswer>
export type SubmissionAnswer = Static<typeof submissionAnswer>
export type CountAnswer = Static<typeof countAnswer>
export type DeletedAnswer = Static<typeof deletedAnswer>
export type RelatedAnswer = Static<typeof relatedAnswer>
