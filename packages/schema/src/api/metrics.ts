import { type Static, Type } from 'typebox'
import { metricNames } from '../metrics/index.ts'
import { dimension, filterProperties, isEstimate, timeZone } from './filters.ts'

export const intervals = ['hour', 'day', 'week'] as const
export type Interval = (typeof intervals)[number]

const nullableNumber = Type.Union([Type.Number(), Type.Null()], { description: 'null: no measurements' })
const percentiles = { count: Type.Integer(), p50: nullableNumber, p75: nullableNumber, p95: nullableNumber }

export const metricParams = Type.Object({ name: Type.Enum([...metricNames]) })

export const metricQuery = Type.Object(
  {
    ...filterProperties,
    interval: Type.Optional(
      Type.Enum([...intervals], {
        description: 'Bucket length of the series; by default hours for up to two days, else days',
      }),
    ),
    timeZone,
    breakdown: Type.Optional(dimension),
  },
  { additionalProperties: false },
)

/** Distribution of a metric over page views: percentiles in its unit, within 2 %; counts and ratings are exact unless estimated. */
export const metricAnswer = Type.Object({
  metric: Type.Enum([...metricNames]),
  unit: Type.String(),
  interval: Type.Enum([...intervals]),
  isEstimate,
  total: Type.Object({
    ...percentiles,
    good: Type.Integer(),
    needsImprovement: Type.Integer(),
    poor: Type.Integer(),
  }),
  series: Type.Array(Type.Object({ at: Type.String({ description: 'Start of the bucket, UTC' }), ...percentiles }), {
    description: 'In order of time; buckets without a measurement are left out',
  }),
  histogram: Type.Array(Type.Object({ from: Type.Number(), to: Type.Number(), count: Type.Integer() }), {
    description: 'Above `from`, up to `to`; bars do not overlap, and each threshold is at an edge',
  }),
  breakdown: Type.Array(
    Type.Object({ value: Type.Union([Type.String(), Type.Null()]), count: Type.Integer(), p75: nullableNumber }),
    { description: 'Most page views first, at most 50; empty without the parameter breakdown' },
  ),
})

export type MetricQuery = Static<typeof metricQuery>
export type MetricAnswer = Static<typeof metricAnswer>
