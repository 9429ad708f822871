/** Two texts split at their common start and end: each is `start + own + end`. */
export interface TextDifference {
  start: string
  a: string
  b: string
  end: string
}

export function textDifference(a: string, b: string): TextDifference {
  let from = 0
  while (from < a.length && from < b.length && a[from] === b[from]) from++
  if (splitsCharacter(a, from) || splitsCharacter(b, from)) from--
  let back = 0
  const longest = Math.min(a.length, b.length) - from
  while (back < longest && a[a.length - 1 - back] === b[b.length - 1 - back]) back++
  if (back > 0 && (splitsCharacter(a, a.length - back) || splitsCharacter(b, b.length - back))) back--
  return {
    start: a.slice(0, from),
    a: a.slice(from, a.length - back),
    b: b.slice(from, b.length - back),
    end: a.slice(a.length - back),
  }
}

/** Returns whether the index is within a surrogate pair. */
function splitsCharacter(text: string, at: number): boolean {
  return at > 0 && /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1))
}
