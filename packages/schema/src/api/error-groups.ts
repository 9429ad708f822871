import { type Static, Type } from 'typebox'
import { dimensions } from '../dimensions.ts'
import { errorNoises, errorTypes } from '../sections/errors.ts'
import { filterProperties, filtersAndTimeZone, isEstimate, timeZone } from './filters.ts'
import { frames } from './frames.ts'
import { submissionItem } from './submissions.ts'

/** A resolved group that occurs again becomes regressed; the API does not accept this status. */
export const errorStatuses = ['open', 'resolved', 'ignored', 'regressed'] as const
export type ErrorStatus = (typeof errorStatuses)[number]

const nullableText = Type.Union([Type.String(), Type.Null()])

/** A group of similar errors. Counts are over the matching page views; first and last seen are over everything stored. */
export const errorGroup = Type.Object({
  groupKey: Type.String(),
  type: Type.Enum([...errorTypes]),
  name: nullableText,
  message: Type.String({ description: 'Message of the first occurrence' }),
  source: nullableText,
  noise: Type.Union([Type.Enum([...errorNoises]), Type.Null()], {
    description:
      'Why the error says nothing about the page itself: an extension threw it, the browser warns of a ResizeObserver, or a policy only reports. Null if it is no noise',
  }),
  count: Type.Integer({ description: 'Occurrences' }),
  pageViews: Type.Integer({ description: 'Page views it occurred in' }),
  firstSeen: Type.String(),
  lastSeen: Type.String(),
  status: Type.Enum([...errorStatuses]),
  resolvedInRelease: Type.Union([Type.String(), Type.Null()], {
    description: 'The release that resolves it: it is regressed by a later one only',
  }),
  series: Type.Array(Type.Object({ at: Type.String(), count: Type.Integer() }), {
    description: 'Occurrences by hour for up to two days, else by day; empty buckets are left out',
  }),
})

export const errorGroupsQuery = Type.Object(
  {
    ...filterProperties,
    status: Type.Optional(
      Type.Enum([...errorStatuses, 'unresolved', 'new'], {
        description: 'unresolved: open or regressed; new: those among them first seen in the period',
      }),
    ),
    type: Type.Optional(Type.Enum([...errorTypes], { description: 'Type of the errors' })),
    noise: Type.Optional(
      Type.Boolean({
        description: 'true: noise only; false: noise left out; absent: all. It selects groups, not page views',
      }),
    ),
    timeZone,
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ description: 'nextCursor of the previous page' })),
  },
  { additionalProperties: false },
)

export const errorGroupsAnswer = Type.Object({
  items: Type.Array(errorGroup, { description: 'Most page views first, then most occurrences' }),
  nextCursor: nullableText,
  leftOutByNoise: Type.Integer({
    description: 'Groups that match every other filter and are left out by the parameter noise',
  }),
  isEstimate,
})

export const errorGroupQuery = filtersAndTimeZone
export type ErrorGroupQuery = Static<typeof errorGroupQuery>

export const errorGroupParams = Type.Object({ groupKey: Type.String({ pattern: '^[0-9a-f]{16}$' }) })

const breakdown = Type.Array(
  Type.Object({ value: nullableText, count: Type.Integer({ description: 'Occurrences' }), pageViews: Type.Integer() }),
)

export const errorGroupAnswer = Type.Object({
  ...errorGroup.properties,
  firstRelease: Type.Union([Type.String(), Type.Null()], {
    description: 'The release in which it occurred first of all; null if none was named',
  }),
  visitors: Type.Object(
    {
      count: Type.Integer({ description: 'Visitors, by their ids' }),
      pageViews: Type.Integer({
        description: 'Page views that name a visitor, among those of the latest 1,000 errors',
      }),
    },
    { description: 'How many visitors it affects' },
  ),
  occurrences: Type.Array(
    Type.Object({
      submission: submissionItem,
      error: Type.Unknown({ description: 'The entry of `errors` as it was sent, with its stack' }),
      frames,
    }),
    { description: 'The latest occurrences, at most 20' },
  ),
  merged: Type.Array(Type.Object({ groupKey: Type.String(), message: Type.String() }), {
    description: 'Groups merged into this one, by source maps or by hand',
  }),
  breakdowns: Type.Object(
    Object.fromEntries(dimensions.map((name) => [name, breakdown])) as Record<
      (typeof dimensions)[number],
      typeof breakdown
    >,
    { description: 'Breakdowns of the affected page views' },
  ),
  isEstimate,
})

export const errorGroupChange = Type.Object(
  {
    status: Type.Optional(Type.Enum(['open', 'resolved', 'ignored'])),
    mergeInto: Type.Optional(
      Type.Union([Type.String({ pattern: '^[0-9a-f]{16}$' }), Type.Null()], {
        description: 'Key of the group to merge this one into; null undoes the merge',
      }),
    ),
    resolvedInRelease: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        pattern: '^[^\\u0000]*$',
        description: 'Resolves it in a release: only a later one can bring it back',
      }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
)
export const errorGroupChanged = Type.Object({
  groupKey: Type.String(),
  status: Type.Enum([...errorStatuses]),
  resolvedInRelease: Type.Union([Type.String(), Type.Null()]),
})

export type ErrorGroup = Static<typeof errorGroup>
export type ErrorGroupsQuery = Static<typeof errorGroupsQuery>
export type ErrorGroupsAnswer = Static<typeof errorGroupsAnswer>
export type ErrorGroupAnswer = Static<typeof errorGroupAnswer>
export type ErrorGroupChanged = Static<typeof errorGroupChanged>
export type ErrorGroupChange = Static<typeof errorGroupChange>
/** A status that people give a group. */
export type ChosenErrorStatus = NonNullable<ErrorGroupChange['status']>
