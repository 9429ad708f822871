import { type Static, Type } from 'typebox'

/** Why a submission was not taken. */
export const refusalReasons = {
  origin: "The page's origin may not post: it is not in ALLOWED_ORIGINS",
  address: 'It was posted to an address that takes no submissions',
  body: 'The body is not what a submission is',
  size: 'The body is larger than MAX_BODY_BYTES',
  type: 'The content type or encoding is none that is read',
  rate: 'More came from one address than RATE_LIMIT_PER_MINUTE',
  busy: 'More came than could be stored',
  database: 'The database was away',
  failure: 'Something went wrong in the server; its log says what',
} as const

export type RefusalReason = keyof typeof refusalReasons

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
