import { Type } from 'typebox'

/** The answer that SDKs of Sentry expect. */
export const sentryAnswer = Type.Object({
  id: Type.String({ description: 'The event id; empty where the body had no event' }),
})
