/** Reasons for which a submission is refused. */
export const refusalReasons = {
  origin: "The page's origin may not post: it is not in ALLOWED_ORIGINS",
  address: 'The address takes no submissions',
  body: 'The body is not a valid submission',
  size: 'The body is larger than MAX_BODY_BYTES',
  type: 'Unknown content type or encoding',
  rate: 'One address sent more than RATE_LIMIT_PER_MINUTE',
  busy: 'The server was too busy to store it',
  database: 'The database was unavailable',
  failure: 'Something went wrong in the server; its log says what',
} as const

export type RefusalReason = keyof typeof refusalReasons
