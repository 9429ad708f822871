type Zone = { root?: { run?(run: () => void): void } }

/**
 * The same function, but what it throws ends here: the page that carries us never sees an error of ours. Where Angular's
 * zone.js is present it runs in the root zone, so that Angular never waits for our timers and requests.
 */
export function guard<Arguments extends unknown[]>(run: (...args: Arguments) => void): (...args: Arguments) => void {
  return (...args) => {
    try {
      const { root } = (window as { Zone?: Zone }).Zone ?? {}
      if (root?.run) root.run(() => run(...args))
      else run(...args)
    } catch {
      // nobody here could do anything about it
    }
  }
}
