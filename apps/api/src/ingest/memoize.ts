interface Limits {
  /** Texts; when there are more all are forgotten. */
  maxKnown: number
  /** Longer texts are not kept. */
  maxLength: number
}

/** The same function of a text, which keeps its results: most of what is sent was sent before. */
export function memoize<Result>(
  compute: (text: string) => Result,
  { maxKnown, maxLength }: Limits,
): (text: string) => Result {
  const known = new Map<string, Result>()
  return (text) => {
    if (text.length > maxLength) return compute(text)
    let result = known.get(text)
    if (result === undefined) {
      result = compute(text)
      if (known.size >= maxKnown) known.clear()
      known.set(text, result)
    }
    return result
  }
}
