import type { SourceContext } from './map-job.ts'
import { type NamedFunction, namedFunctions } from './named-functions.ts'

const contextLines = 5
const maxLineLength = 500
/** A syntax tree takes up to a hundred times the room of its text. */
const maxParsedLength = 500_000

/** The text of one source: its lines and its functions, each computed at first use. */
export class OriginalSource {
  readonly #file: string
  readonly #text: string
  #lines: string[] | undefined
  #functions: NamedFunction[] | undefined

  constructor(file: string, text: string) {
    this.#file = file
    this.#text = text
  }

  /** @param line from 1 */
  context(line: number): SourceContext | null {
    this.#lines ??= this.#text.split(/\r?\n/)
    const at = line - 1
    const marked = this.#lines[at]
    if (marked === undefined) return null
    const shown = (from: number, to: number) => (this.#lines ?? []).slice(Math.max(0, from), to).map(short)
    return { before: shown(at - contextLines, at), line: short(marked), after: shown(at + 1, at + 1 + contextLines) }
  }

  /**
   * Returns the name of the innermost function around a place; null where it has none.
   *
   * @param line from 1
   * @param column from 0
   */
  functionAt(line: number, column: number): string | null {
    this.#functions ??= this.#text.length > maxParsedLength ? [] : namedFunctions(this.#file, this.#text)
    const around = this.#functions.filter(
      ({ start, end }) =>
        (start.line < line || (start.line === line && start.column <= column)) &&
        (end.line > line || (end.line === line && end.column > column)),
    )
    // the list is in the order of beginnings: the last one around a place is the innermost
    return around.at(-1)?.name ?? null
  }
}

function short(line: string): string {
  return line.slice(0, maxLineLength)
}
