/** Resolves to the value of a promise, or to undefined after a time in ms or if it rejects. */
export function within<T>(timeoutMs: number, promise: Promise<T>): Promise<T | undefined> {
  return Promise.race([
    promise.catch(() => undefined),
    new Promise<undefined>((resolve) => setTimeout(resolve, timeoutMs, undefined)),
  ])
}
