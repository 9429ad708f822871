import { type Static, Type } from 'typebox'
import { sentText } from './filters.ts'

export const fingerprintParams = Type.Object({ hash: sentText('fingerprints.hash, as it was sent') })

const share = {
  count: Type.Integer({ description: 'Page views with the same value' }),
  total: Type.Integer({ description: 'Page views with any value' }),
  bits: Type.Number({ description: 'Entropy, log2(total / count); 10 bits are one in 1,024' }),
}

/** Number of page views that share a device fingerprint, and the value of each of its components. */
export const fingerprintAnswer = Type.Object({
  ...share,
  components: Type.Array(Type.Object({ name: Type.String(), ...share }), {
    description: 'Components of the latest page view with this fingerprint, highest entropy first',
  }),
})

export type FingerprintAnswer = Static<typeof fingerprintAnswer>
