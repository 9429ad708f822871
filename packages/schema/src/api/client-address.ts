import { type Static, Type } from 'typebox'

/** Where a request seems to come from, and what that was concluded from. */
export const clientAddressAnswer = Type.Object({
  address: Type.String({
    description: 'What counts as the address of whoever asks: for rate limits, and to be stored',
  }),
  stored: Type.Union([Type.String(), Type.Null()], { description: 'What IP_MODE leaves of it' }),
  connection: Type.String({ description: 'Who is connected to the server: the visitor, or the last proxy' }),
  isTrustedProxy: Type.Boolean({ description: 'Whether TRUST_PROXY names who is connected' }),
  forwardedFor: Type.Union([Type.String(), Type.Null()], { description: 'X-Forwarded-For as it came' }),
  protocol: Type.String({ description: 'http or https, as far as is known here' }),
  ipMode: Type.Enum(['full', 'truncated', 'none']),
  user: Type.Union([Type.String(), Type.Null()], { description: 'Whom a trusted proxy says this is' }),
})

export type ClientAddressAnswer = Static<typeof clientAddressAnswer>
