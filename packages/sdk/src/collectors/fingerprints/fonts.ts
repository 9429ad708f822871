import { commonFonts, fontsOfSystems } from './font-names.ts'
import { measuringContext } from './tools/canvas-context.ts'

const bases = ['monospace', 'serif', 'sans-serif'] as const
const text = 'mmMwWLliI0fiflO&1'
/**
 * Size of a group, measured at once. Most names are missing on any machine, so most groups cost one measurement; a group
 * with a hit is halved.
 */
const groupSize = 8

/**
 * Returns the available font names, aliases included. They are measured in a canvas, which style sheets of the page
 * do not affect: a font is available if text in it, with a base font as fallback, has another width than in the base
 * font alone.
 */
export function* fonts(): Generator<void, string[] | undefined> {
  const context = measuringContext()
  if (!context) return undefined
  const width = (families: string) => {
    context.font = `48px ${families}`
    return context.measureText(text).width
  }
  // a font as wide as one base differs from another; a third base as wide as the first two would add nothing
  const widths = new Map(bases.map((base) => [width(base), base]))
  // unquoted, a part of a name that begins with a digit would void the whole line
  const isThere = (names: readonly string[]) =>
    [...widths]
      .slice(0, 2)
      .some(([alone, base]) => width(`${names.map((name) => `"${name}"`).join()},${base}`) !== alone)

  return yield* findFonts(isThere)
}

/**
 * Returns the found names, sorted. Names of a system are tested only if a teller shows that system, since each name
 * costs a call to the system (Chromium on Linux: 1 ms with the CPU throttled 4x).
 *
 * @param isThere returns whether at least one of these fonts is available
 */
export function* findFonts(isThere: (names: readonly string[]) => boolean): Generator<void, string[]> {
  const found = yield* findAmong(commonFonts)
  for (const { tellers, others } of fontsOfSystems) {
    const telling = yield* findAmong(tellers)
    if (telling.length > 0) found.push(...telling, ...(yield* findAmong(others)))
  }
  return [...new Set(found)].sort()

  function* findAmong(names: readonly string[]): Generator<void, string[]> {
    const found: string[] = []
    for (let at = 0; at < names.length; at += groupSize) found.push(...(yield* halve(names.slice(at, at + groupSize))))
    return found
  }

  function* halve(names: readonly string[]): Generator<void, string[]> {
    yield
    if (!isThere(names)) return []
    if (names.length === 1) return [...names]
    const half = names.length / 2
    return [...(yield* halve(names.slice(0, half))), ...(yield* halve(names.slice(half)))]
  }
}
