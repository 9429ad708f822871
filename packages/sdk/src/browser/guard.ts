type Zone = { root?: { run?(run: () => void): void } }

/**
 * Wraps a function so that its errors never reach the host page. With Angular's zone.js it runs in the root zone, so
 * that Angular does not wait for our timers and requests.
 */
export function guard<Arguments extends unknown[]>(run: (...args: Arguments) => void): (...args: Arguments) => void {
  return (...args) => {
    try {
      const { root } = (window as { Zone?: Zone }).Zone ?? {}
      if (root?.run) root.run(() => run(...args))
      else run(...args)
    } catch {
      // an error of ours is of no use to the host page
    }
  }
}
