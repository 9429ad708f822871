import { type Static, Type } from 'typebox'
import { metricNames } from '../metrics/index.ts'
import { dimension, filterProperties, isEstimate } from './filters.ts'

export const intervals = ['hour', 'day', 'week'] as const
export type Interval = (typeof intervals)[number]

const nullableNumber = Type.Union([Type.Number(), Type.Null()], { description: 'null: nothing was measured' })
const percentiles = { count: Type.Integer(), p50: nullableNumber, p75: nullableNumber, p95: nullableNumber }

export const metricParams = Type.Object({ name: Type.Enum([...metricNames]) })

export const metricQuery = Type.Object(
  {
    ...filterProperties,
    interval: Type.Optional(
      Type.Enum([...intervals], { description: 'Of the series; absent: hours for up to two days, else days' }),
    ),
    breakdown: Type.Optional(dimension),
  },
  { additionalProperties: false },
)

/** How a metric was, over page views: percentiles in its unit, within 2 %; counts and ratings exact, unless of a sample. */
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
    description: 'Above `from`, up to `to`; no two overlap, and a threshold is always at an edge',
  }),
  breakdown: Type.Array(
    Type.Object({ value: Type.Union([Type.String(), Type.Null()]), count: Type.Integer(), p75: nullableNumber }),
    { description: 'Those with most page views first, at most 50; empty where none was asked for' },
  ),
})

export type MetricQuery = Static<typeof metricQuery>
export type MetricAnswer = Static<typeof metricAnswer>
