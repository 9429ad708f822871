import { type Static, Type } from 'typebox'
import { sentText } from './filters.ts'

export const fingerprintParams = Type.Object({ hash: sentText('fingerprints.hash, as it was sent') })

const share = {
  count: Type.Integer({ description: 'Page views that have the same' }),
  total: Type.Integer({ description: 'Page views that have any' }),
  bits: Type.Number({ description: 'log2(total / count): how much it tells; 10 bits are one in 1,024' }),
}

/** How many share a device fingerprint, and the value of each of its components. */
export const fingerprintAnswer = Type.Object({
  ...share,
  components: Type.Array(Type.Object({ name: Type.String(), ...share }), {
    description: 'Of the latest page view with this fingerprint; those that tell most first',
  }),
})

export type FingerprintAnswer = Static<typeof fingerprintAnswer>
