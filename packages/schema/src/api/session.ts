import { type Static, Type } from 'typebox'

export const sessionAnswer = Type.Object({
  isSignedIn: Type.Boolean({ description: 'Signed in by a session or by a trusted proxy' }),
})

export type SessionAnswer = Static<typeof sessionAnswer>
