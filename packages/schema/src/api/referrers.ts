import { type Static, Type } from 'typebox'
import { filters } from './filters.ts'

export const referrersQuery = filters

/** Where visitors came from. */
export const referrersAnswer = Type.Object({
  from: Type.String({ description: '24 hours before `to` where the query names none' }),
  to: Type.String(),
  isEstimate: Type.Boolean({ description: 'Whether there are so many that a sample of them was counted' }),
  pageViews: Type.Integer({ description: 'Of the period, whatever they came from' }),
  ownPageViews: Type.Integer({
    description: 'Those that came from a page of the same host: they are in no line of `referrers`',
  }),
  referrers: Type.Array(
    Type.Object({
      host: Type.Union([Type.String(), Type.Null()], {
        description:
          'Without www., with its port if it has one. null: the page named no referrer, or it was stored before hosts were kept',
      }),
      pageViews: Type.Integer(),
    }),
    { description: 'Those with most page views first, at most 50' },
  ),
})

export type ReferrersAnswer = Static<typeof referrersAnswer>
