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
