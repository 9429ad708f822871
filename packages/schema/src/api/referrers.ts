import { type Static, Type } from 'typebox'
import { filters } from './filters.ts'

export const referrersQuery = filters

/** Page views by referring host. */
export const referrersAnswer = Type.Object({
  from: Type.String({ description: 'By default 24 hours before `to`' }),
  to: Type.String(),
  isEstimate: Type.Boolean({ description: 'True if the numbers were estimated from a sample' }),
  pageViews: Type.Integer({ description: 'All page views of the period, with any referrer or none' }),
  ownPageViews: Type.Integer({
    description: 'Page views whose referrer is the same host; they are not in `referrers`',
  }),
  referrers: Type.Array(
    Type.Object({
      host: Type.Union([Type.String(), Type.Null()], {
        description:
          'Without www., with its port if it has one. null: no referrer, or stored before hosts were extracted',
      }),
      pageViews: Type.Integer(),
    }),
    { description: 'Most page views first, at most 50' },
  ),
})

export type ReferrersAnswer = Static<typeof referrersAnswer>
