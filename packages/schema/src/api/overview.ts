import { type Static, type TSchema, Type } from 'typebox'
import { type Dimension, dimensionInfo, dimensions } from '../dimensions.ts'
import { metricNames } from '../metrics/index.ts'
import { rating } from '../metrics/rating.ts'
import { filtersAndTimeZone, isEstimate } from './filters.ts'

/** A number and its value in the previous period, which has the same length to half an hour. */
const compared = <Value extends TSchema>(value: Value) => Type.Object({ current: value, previous: value })
const count = compared(Type.Integer())
const p75 = compared(Type.Union([Type.Number(), Type.Null()]))
const text = Type.Union([Type.String(), Type.Null()])

const top = Type.Array(Type.Object({ value: text, pageViews: count }), {
  description: 'Most page views first, at most 10',
})

/** LCP in page views with one value. */
const slow = Type.Object({
  value: text,
  count,
  p75,
  poor: Type.Integer({ description: 'Page views of the current period whose LCP was poor' }),
})

/** The most frequent values of each dimension, by the name of its list. */
const topLists = Object.fromEntries(dimensions.map((name) => [dimensionInfo[name].list, top])) as Record<
  (typeof dimensionInfo)[Dimension]['list'],
  typeof top
>

export const overviewQuery = filtersAndTimeZone

/** Answer of the overview. */
export const overviewAnswer = Type.Object({
  from: Type.String({ description: 'By default 24 hours before `to`' }),
  to: Type.String(),
  previousFrom: Type.String({
    description:
      'Start of the previous period, which ends at `from` and has the same length; for a day or more that begins at a whole hour, rounded to the hour',
  }),
  isEstimate,
  counts: Type.Object({
    pageViews: count,
    pageViewsWithErrors: Type.Object({ ...count.properties }, { description: 'Noise is left out' }),
    errors: Type.Object({ ...count.properties }, { description: 'Occurrences; noise is left out' }),
  }),
  series: Type.Array(Type.Object({ at: Type.String(), pageViews: Type.Integer(), errors: Type.Integer() }), {
    description: 'By hour for up to two days, else by day; buckets without a page view are left out',
  }),
  vitals: Type.Array(
    Type.Object({
      metric: Type.Enum([...metricNames]),
      unit: Type.String(),
      count,
      p75,
      rating: Type.Union([rating, Type.Null()], { description: 'Rating of the current p75' }),
    }),
    { description: 'Every metric, in the order of the catalogue' },
  ),
  errorGroups: Type.Object({
    open: Type.Integer({
      description: 'Groups that occurred in the period and are open or regressed; noise is left out',
    }),
    new: Type.Integer({ description: 'Groups among them first seen in the period' }),
    regressed: Type.Integer(),
    top: Type.Array(
      Type.Object({
        groupKey: Type.String(),
        type: Type.String(),
        message: Type.String(),
        state: Type.Enum(['new', 'regressed', 'open'], { description: 'new: first seen in the period' }),
        count,
        pageViews: count,
      }),
      { description: 'The open groups with most page views, at most 5' },
    ),
  }),
  slowestDevices: Type.Array(slow, {
    description: 'Device classes with most page views whose LCP was poor; at most 10. Those with few samples come last',
  }),
  slowestBrowsers: Type.Array(slow, { description: 'Browsers, ranked in the same way' }),
  ...topLists,
})

export type OverviewQuery = Static<typeof overviewQuery>
export type OverviewAnswer = Static<typeof overviewAnswer>
