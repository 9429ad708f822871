import { type Static, Type } from 'typebox'
import { type MetricName, metricNames } from '../metrics/index.ts'
import { rating } from '../metrics/rating.ts'
import { filterProperties, isEstimate, timeZone } from './filters.ts'

const nullableText = Type.Union([Type.String(), Type.Null()])

export const pagesQuery = Type.Object(
  {
    ...filterProperties,
    timeZone,
    group: Type.Enum(['pattern', 'path'], {
      default: 'pattern',
      description: 'pattern: paths that differ by an id are one page; path: each path is a page',
    }),
    sort: Type.Enum(['pageViews', 'poor'], {
      default: 'pageViews',
      description: 'poor: most poor page views of the worst metric first, of the 200 pages with most page views',
    }),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ description: 'nextCursor of the page before' })),
  },
  { additionalProperties: false },
)

const pageVital = Type.Object({
  p75: Type.Union([Type.Number(), Type.Null()], { description: 'null: nothing was measured' }),
  count: Type.Integer(),
  poor: Type.Integer(),
  rating: Type.Union([rating, Type.Null()], { description: 'Rating of the p75' }),
})

const pageItem = Type.Object({
  path: Type.Union([Type.String(), Type.Null()], {
    description: 'Also the value of the filter page. null: submissions without the URL of their page',
  }),
  paths: Type.Integer({ description: 'Paths that it stands for' }),
  pageViews: Type.Integer(),
  pageViewsWithErrors: Type.Integer({ description: 'Noise is left out' }),
  vitals: Type.Object(
    Object.fromEntries(metricNames.map((name) => [name, pageVital])) as Record<MetricName, typeof pageVital>,
  ),
  worst: Type.Union(
    [
      Type.Object({
        metric: Type.Enum([...metricNames]),
        target: Type.Union([Type.String(), Type.Null()], {
          description: 'Selector of the element that causes most of them, null where unknown',
        }),
      }),
      Type.Null(),
    ],
    { description: 'The metric with most poor page views; null: none is poor' },
  ),
  series: Type.Array(Type.Object({ at: Type.String(), pageViews: Type.Integer() }), {
    description: 'By hour for up to two days, else by day; buckets without a page view are left out',
  }),
})

/** Pages with their vitals. */
export const pagesAnswer = Type.Object({
  items: Type.Array(pageItem),
  nextCursor: nullableText,
  others: Type.Object(
    { pageViews: Type.Integer(), pageViewsWithErrors: Type.Integer() },
    { description: 'Page views of paths that are in no item: a day keeps the first 500 paths apart' },
  ),
  isEstimate,
})

export type PagesQuery = Static<typeof pagesQuery>
export type PagesAnswer = Static<typeof pagesAnswer>
export type PageItem = Static<typeof pageItem>
