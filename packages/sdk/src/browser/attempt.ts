/** Returns the result of a function; undefined if it throws, as getters and revoked proxies may. */
export function attempt<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
