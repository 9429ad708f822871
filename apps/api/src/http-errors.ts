/** Thrown for a request that cannot be accepted; the message tells the sender why. */
export class RefusedError extends Error {
  readonly statusCode: 400 | 403 | 413 | 415

  constructor(statusCode: RefusedError['statusCode'], message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

/** Thrown when more submissions arrive than the database can store. */
export class TooBusyError extends Error {
  readonly statusCode = 503
}
