interface Limits {
  /** Maximum number of texts; beyond it all are dropped. */
  maxKnown: number
  /** Maximum length of a kept text. */
  maxLength: number
}

/** Memoizes a function of a text: most sent values were sent before. */
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
