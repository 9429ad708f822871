/** Pages may have replaced Promise, and libraries have their own, so that `instanceof` would not know the browser's. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as Promise<unknown> | null | undefined)?.then === 'function'
}
