let last: Promise<unknown> = Promise.resolve()

/**
 * Waits for a turn of the event loop that no other caller has: work that takes a few milliseconds each time never adds up
 * to one long pause, however many ask at once.
 */
export function yieldToEventLoop(): Promise<unknown> {
  last = last.then(() => new Promise((resolve) => setImmediate(resolve)))
  return last
}
