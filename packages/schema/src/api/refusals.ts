import { type Static, Type } from 'typebox'
import { type RefusalReason, refusalReasons } from '../refusal-reasons.ts'

const nullableText = Type.Union([Type.String(), Type.Null()])

/** Refusals with the same reason, message, origin and path; the other fields are those of the latest. */
export const refusal = Type.Object({
  reason: Type.Enum(Object.keys(refusalReasons) as RefusalReason[]),
  statusCode: Type.Integer(),
  message: Type.String({ description: 'Message that the sender got' }),
  count: Type.Integer(),
  firstAt: Type.String({ description: 'ISO 8601, UTC' }),
  lastAt: Type.String({ description: 'ISO 8601, UTC' }),
  path: Type.String(),
  origin: nullableText,
  contentType: nullableText,
  userAgent: nullableText,
  ip: Type.Union([Type.String(), Type.Null()], { description: 'The part of the address that IP_MODE keeps' }),
})

export const refusalsAnswer = Type.Object({
  since: Type.String({ description: 'Time at which this process began to count; ISO 8601, UTC' }),
  counts: Type.Record(Type.String(), Type.Integer(), { description: 'Number of refusals by reason' }),
  items: Type.Array(refusal, { description: 'The latest first; a few of each reason' }),
})

export type Refusal = Static<typeof refusal>
export type RefusalsAnswer = Static<typeof refusalsAnswer>
