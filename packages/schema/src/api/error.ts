import { type Static, Type } from 'typebox'

/** Body of every error answer of the API. */
export const errorAnswer = Type.Object({
  statusCode: Type.Integer(),
  error: Type.String({ description: 'The reason phrase of the status' }),
  message: Type.String(),
})

export type ErrorAnswer = Static<typeof errorAnswer>
