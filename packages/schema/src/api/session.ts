import { type Static, Type } from 'typebox'

export const sessionAnswer = Type.Object({
  isSignedIn: Type.Boolean({ description: 'By a session, or by a proxy that is trusted to say so' }),
})

export type SessionAnswer = Static<typeof sessionAnswer>
