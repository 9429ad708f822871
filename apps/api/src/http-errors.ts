/** Thrown for a request that cannot be accepted; the message tells the sender why. */
export class RefusedError extends Error {
  readonly statusCode: 400 | 403 | 413 | 415

  constructor(statusCode: RefusedError['statusCode'], message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

/** More is coming than the database takes. */
export class TooBusyError extends Error {
  readonly statusCode = 503
}
