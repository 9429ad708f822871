import { type Static, Type } from 'typebox'
import { type MetricName, metricNames } from '../metrics/index.ts'
import { errorTypes } from '../sections/errors.ts'
import { isoTimestamp } from '../submission.ts'
import { filterProperties } from './filters.ts'

const nullableText = Type.Union([Type.String(), Type.Null()])
const nullableNumber = Type.Union([Type.Number(), Type.Null()])
const name = (description: string) =>
  Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000]*$', description })

export const newDeploy = Type.Object(
  {
    release: name('As the pages send it: app.release'),
    environment: Type.Optional(name('As the pages send it: app.environment')),
    at: Type.Optional(Type.String({ ...isoTimestamp, description: 'By default now; UTC unless a zone is given' })),
    url: Type.Optional(
      Type.String({
        maxLength: 2048,
        pattern: '^https?://[^\\u0000]+$',
        description: 'Link to a page about the deploy',
      }),
    ),
  },
  { additionalProperties: false },
)

export const deployAnswer = Type.Object({
  release: Type.String(),
  environment: nullableText,
  at: Type.String({ description: 'Earliest deploy time that was sent' }),
  url: nullableText,
})

export const releasesQuery = Type.Object(
  {
    ...filterProperties,
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ description: 'nextCursor of the page before' })),
  },
  { additionalProperties: false },
)

const releaseVital = Type.Object(
  { p75: nullableNumber, count: Type.Integer(), previousP75: nullableNumber, previousCount: Type.Integer() },
  { description: 'Previous: of the release before it in the same environment; p75 is null if nothing was measured' },
)

const releaseItem = Type.Object({
  release: Type.String(),
  environment: nullableText,
  firstSeen: Type.String({ description: 'First page view, or when it was deployed if that was earlier' }),
  lastSeen: Type.Union([Type.String(), Type.Null()], { description: 'Last page view; null if there is none' }),
  pageViews: Type.Integer(),
  errors: Type.Integer({ description: 'Occurrences; noise is left out' }),
  newGroups: Type.Integer({
    description: 'Groups of errors that were first seen in this release, of all its page views; noise is left out',
  }),
  regressedGroups: Type.Integer({ description: 'Resolved groups that came back in this release' }),
  vitals: Type.Object(
    Object.fromEntries(metricNames.map((metric) => [metric, releaseVital])) as Record<MetricName, typeof releaseVital>,
  ),
})

export const releasesAnswer = Type.Object({
  items: Type.Array(releaseItem, { description: 'Newest first' }),
  nextCursor: nullableText,
})

export const releaseGroupsQuery = Type.Object(
  {
    release: name('As the pages send it: app.release'),
    environment: Type.Optional(name('Absent: of page views without one')),
  },
  { additionalProperties: false },
)

const releaseGroups = (description: string) =>
  Type.Array(
    Type.Object({
      groupKey: Type.String(),
      type: Type.Enum([...errorTypes]),
      name: nullableText,
      message: Type.String(),
    }),
    { description: `${description}; at most 50, noise is left out` },
  )

export const releaseGroupsAnswer = Type.Object({
  previous: Type.Union([Type.String(), Type.Null()], { description: 'The release before it in its environment' }),
  new: releaseGroups('First seen in this release'),
  regressed: releaseGroups('Resolved, and came back in this release'),
  gone: releaseGroups('Occurred in the release before, and not in this one so far'),
})

export type NewDeploy = Static<typeof newDeploy>
export type DeployAnswer = Static<typeof deployAnswer>
export type ReleasesQuery = Static<typeof releasesQuery>
export type ReleaseGroupsQuery = Static<typeof releaseGroupsQuery>
export type ReleaseGroupsAnswer = Static<typeof releaseGroupsAnswer>
export type ReleaseItem = Static<typeof releaseItem>
export type ReleasesAnswer = Static<typeof releasesAnswer>
