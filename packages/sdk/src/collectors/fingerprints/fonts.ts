import { fontNames } from './font-names.ts'
import { canvasContext } from './tools/canvas-context.ts'

const bases = ['monospace', 'serif', 'sans-serif'] as const
const text = 'mmMwWLliI0fiflO&1'
/** Most names are missing on any machine: eight that are missing together cost no more than one. */
const groupSize = 8

/**
 * The names that text can be set in, aliases included. Measured in a canvas, where style sheets of the page do not reach:
 * a name is there if the width with it before a base differs from the width of that base alone.
 */
export function* fonts(): Generator<void, string[] | undefined> {
  const context = canvasContext(1, 1)
  if (!context) return undefined
  const width = (families: string) => {
    context.font = `48px ${families}`
    return context.measureText(text).width
  }
  const widths = bases.map((base) => [base, width(base)] as const)
  // unquoted, a part of a name that begins with a digit would void the whole line
  const isThere = (names: string[]) =>
    widths.some(([base, alone]) => width(`${names.map((name) => `"${name}"`).join()},${base}`) !== alone)

  const found: string[] = []
  for (let at = 0; at < fontNames.length; at += groupSize) {
    yield
    const group = fontNames.slice(at, at + groupSize)
    if (isThere(group)) found.push(...group.filter((name) => isThere([name])))
  }
  return found
}
