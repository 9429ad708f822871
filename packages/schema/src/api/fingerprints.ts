import { type Static, Type } from 'typebox'
import { filterProperties, sentText } from './filters.ts'

export const fingerprintParams = Type.Object({ hash: sentText('fingerprints.hash, as it was sent') })

const share = {
  count: Type.Integer({ description: 'Browsers with the same value' }),
  total: Type.Integer({ description: 'Browsers with any value' }),
  bits: Type.Number({ description: 'Information, log2(total / count); 10 bits are one in 1,024' }),
}

/** Number of browsers that share a device fingerprint, and the value of each of its components. */
export const fingerprintAnswer = Type.Object({
  ...share,
  components: Type.Array(Type.Object({ name: Type.String(), ...share }), {
    description: 'Components of the latest page view with this fingerprint, most information first',
  }),
})

export type FingerprintAnswer = Static<typeof fingerprintAnswer>

const isEstimate = Type.Boolean({
  description: 'True where more browsers match: then the answer is about those seen last',
})

/** The fingerprints of all browsers that match. */
export const fingerprintsAnswer = Type.Object({
  total: Type.Integer({
    description:
      'Browsers with a fingerprint. A browser is a visitor id; without one, a fingerprint in a network on a day (UTC)',
  }),
  pageViews: Type.Integer({ description: 'Page views of these browsers with a fingerprint' }),
  components: Type.Array(
    Type.Object({
      name: Type.String(),
      total: Type.Integer({ description: 'Browsers with a value' }),
      distinct: Type.Integer({ description: 'Distinct values' }),
      entropyBits: Type.Number({ description: 'Shannon entropy of the values over the browsers' }),
      normalizedEntropy: Type.Number({
        description: 'entropyBits / log2(total): 0 where all have the same value, 1 where each has its own',
      }),
      uniqueShare: Type.Number({ description: 'Share of browsers whose value no other has, 0 to 1' }),
      top: Type.Array(
        Type.Object({
          value: Type.Unknown({ description: 'As it was sent; the beginning of its JSON where it is long' }),
          count: Type.Integer({ description: 'Browsers' }),
        }),
        { description: 'The most frequent values' },
      ),
    }),
    { description: 'Highest entropy first' },
  ),
  anonymitySets: Type.Array(
    Type.Object({
      size: Type.Integer({ description: 'Browsers that share a device fingerprint' }),
      fingerprints: Type.Integer({ description: 'Device fingerprints that so many browsers share' }),
      pageViews: Type.Integer(),
    }),
    { description: 'Smallest first' },
  ),
  standOut: Type.Array(
    Type.Object({
      hash: Type.String({ description: 'The device fingerprint' }),
      uniqueComponents: Type.Array(Type.String(), { description: 'Components whose value no other browser has' }),
    }),
    { description: 'Browsers with most such components' },
  ),
  isEstimate,
})

export type FingerprintsAnswer = Static<typeof fingerprintsAnswer>

export const fingerprintTimelineQuery = Type.Object(
  {
    visitorId: Type.Optional(filterProperties.visitorId),
    hash: Type.Optional(sentText('fingerprints.hash, as it was sent')),
  },
  { additionalProperties: false },
)

/** Probable causes of a change of a fingerprint. */
export const changeReasons = ['browserUpdate', 'systemUpdate', 'screen', 'settings', 'graphics', 'unknown'] as const
export type ChangeReason = (typeof changeReasons)[number]

/** The fingerprints of one browser over time. */
export const fingerprintTimelineAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      from: Type.String({ description: 'Time at which the first page view was received' }),
      to: Type.String({ description: 'Time at which the last page view was received' }),
      count: Type.Integer({ description: 'Page views' }),
      hash: Type.Union([Type.String(), Type.Null()], { description: 'The device fingerprint' }),
      submissionId: Type.String({ description: 'Submission of the last page view' }),
      changes: Type.Array(
        Type.Object({
          component: Type.String(),
          before: Type.Unknown({ description: 'null where it had no value' }),
          after: Type.Unknown({ description: 'null where it has no value' }),
          reason: Type.Enum([...changeReasons], { description: 'The probable cause' }),
        }),
        { description: 'Differences to the item before' },
      ),
    }),
    { description: 'Oldest first' },
  ),
})

export type FingerprintTimelineAnswer = Static<typeof fingerprintTimelineAnswer>

/** How often each component changes between two visits of the same browser. */
export const fingerprintStabilityAnswer = Type.Object({
  browsers: Type.Integer({ description: 'Visitor ids with more than one session or page view' }),
  components: Type.Array(
    Type.Object({
      name: Type.String(),
      pairs: Type.Integer({ description: 'Consecutive page views of one browser, both with a value' }),
      changed: Type.Integer({ description: 'Pairs whose values differ' }),
    }),
    { description: 'Most changes first' },
  ),
})

export type FingerprintStabilityAnswer = Static<typeof fingerprintStabilityAnswer>
