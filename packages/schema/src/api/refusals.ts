import { type Static, Type } from 'typebox'
import { type RefusalReason, refusalReasons } from '../refusal-reasons.ts'

const nullableText = Type.Union([Type.String(), Type.Null()])

/** Refusals alike: same reason, message, origin and address posted to; the rest is that of the latest. */
export const refusal = Type.Object({
  reason: Type.Enum(Object.keys(refusalReasons) as RefusalReason[]),
  statusCode: Type.Integer(),
  message: Type.String({ description: 'What the sender was told' }),
  count: Type.Integer(),
  firstAt: Type.String({ description: 'ISO 8601, UTC' }),
  lastAt: Type.String({ description: 'ISO 8601, UTC' }),
  path: Type.String(),
  origin: nullableText,
  contentType: nullableText,
  userAgent: nullableText,
  ip: Type.Union([Type.String(), Type.Null()], { description: 'As much of the address as IP_MODE lets be kept' }),
})

export const refusalsAnswer = Type.Object({
  since: Type.String({ description: 'When this process began to count; ISO 8601, UTC' }),
  counts: Type.Record(Type.String(), Type.Integer(), { description: 'How many were refused for each reason' }),
  items: Type.Array(refusal, { description: 'The latest first; a few of each reason' }),
})

export type Refusal = Static<typeof refusal>
export type RefusalsAnswer = Static<typeof refusalsAnswer>
