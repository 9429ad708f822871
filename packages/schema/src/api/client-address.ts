import { type Static, Type } from 'typebox'

/** The client address of a request, and how it was found. */
export const clientAddressAnswer = Type.Object({
  address: Type.String({
    description: 'The client IP: used for rate limits and stored',
  }),
  stored: Type.Union([Type.String(), Type.Null()], { description: 'The part of it that IP_MODE keeps' }),
  connection: Type.String({ description: 'Address of the connection: the visitor, or the last proxy' }),
  isTrustedProxy: Type.Boolean({ description: 'True if TRUST_PROXY names the address of the connection' }),
  forwardedFor: Type.Union([Type.String(), Type.Null()], { description: 'X-Forwarded-For as received' }),
  protocol: Type.String({ description: 'http or https, as the server sees it' }),
  ipMode: Type.Enum(['full', 'truncated', 'none']),
  user: Type.Union([Type.String(), Type.Null()], { description: 'User name from a trusted proxy' }),
})

export type ClientAddressAnswer = Static<typeof clientAddressAnswer>
