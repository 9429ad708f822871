/** The same function, but what it throws ends here: the page that carries us never sees an error of ours. */
export function guard<Arguments extends unknown[]>(run: (...args: Arguments) => void): (...args: Arguments) => void {
  return (...args) => {
    try {
      run(...args)
    } catch {
      // nobody here could do anything about it
    }
  }
}
