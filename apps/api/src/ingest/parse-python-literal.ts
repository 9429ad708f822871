import { maxDepth } from './check-value.ts'

/**
 * Parses Python's `repr` of a value that came as JSON: `{'a': [1, None], "it's": 'x\n'}`. Nothing is evaluated.
 * Tuples become arrays, `None` null; keys that are no strings are converted as by `json.dumps`.
 *
 * @returns undefined if the text is no such literal, or nested too deep
 */
export function parsePythonLiteral(text: string): unknown {
  try {
    return new Literal(text).read()
  } catch (error) {
    if (error instanceof MalformedError) return undefined
    throw error
  }
}

class MalformedError extends Error {}

const space = /[ \t\r\n]*/y
/** A number as Python writes it, without leading zeros. */
const number = /[+-]?(?:(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|inf|nan)/y
const word = /None|True|False/y
/** Ends a run of ordinary characters in a string. */
const special = /['"\\\r\n]/g
const escapeSequence = /\\(?:\r\n|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([^xuUN0-7]))/suy

const words = { None: null, True: true, False: false }
const escaped: Record<string, string> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  // a line that is continued
  '\r': '',
  '\n': '',
}

/** A text that is read from left to right, and the current position. */
class Literal {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): unknown {
    const value = this.#value(maxDepth)
    if (this.#at < this.#text.length) throw new MalformedError()
    return value
  }

  /** Reads a value and the white space around it. */
  #value(levels: number): unknown {
    this.#match(space)
    const value = this.#scalarOrContainer(levels)
    this.#match(space)
    return value
  }

  #scalarOrContainer(levels: number): unknown {
    const first = this.#text[this.#at]
    if (first === "'" || first === '"') return this.#string(first)
    if (first === '{' || first === '[' || first === '(') {
      if (levels === 0) throw new MalformedError()
      this.#at++
      if (first === '{') return this.#dict(levels - 1)
      return first === '[' ? this.#items(']', levels - 1).values : this.#tuple(levels - 1)
    }
    const name = this.#match(word)?.[0]
    if (name !== undefined) return words[name as keyof typeof words]
    return this.#number()
  }

  #number(): number {
    const written = this.#match(number)?.[0]
    if (written === undefined) throw new MalformedError()
    if (written.endsWith('nan')) return Number.NaN
    return Number(written.replace('inf', 'Infinity'))
  }

  #string(quote: string): string {
    let value = ''
    this.#at++
    while (true) {
      special.lastIndex = this.#at
      const end = special.exec(this.#text)
      if (!end) throw new MalformedError()
      value += this.#text.slice(this.#at, end.index)
      this.#at = end.index
      if (end[0] === '\\') value += this.#escape()
      else {
        this.#at++
        if (end[0] === quote) return value
        if (end[0] === '\r' || end[0] === '\n') throw new MalformedError()
        value += end[0]
      }
    }
  }

  #escape(): string {
    const found = this.#match(escapeSequence)
    if (!found) throw new MalformedError()
    const [, byte, unit, point, octal, letter] = found
    const hex = byte ?? unit ?? point
    if (hex !== undefined) {
      const code = Number.parseInt(hex, 16)
      if (code > 0x10ffff) throw new MalformedError()
      return String.fromCodePoint(code)
    }
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8))
    // Python keeps the backslash of an escape that it does not know
    return letter === undefined ? '' : (escaped[letter] ?? `\\${letter}`)
  }

  #dict(levels: number): object {
    const entries: [string, unknown][] = []
    this.#match(space)
    while (!this.#skip('}')) {
      const key = keyOf(this.#value(levels))
      if (!this.#skip(':')) throw new MalformedError()
      entries.push([key, this.#value(levels)])
      if (!this.#skip(',') && this.#text[this.#at] !== '}') throw new MalformedError()
      this.#match(space)
    }
    // `__proto__` becomes a key like any other
    return Object.fromEntries(entries)
  }

  /** `(1)` is a number in parentheses, `(1,)` a tuple. */
  #tuple(levels: number): unknown {
    const { values, endsWithComma } = this.#items(')', levels)
    return values.length === 1 && !endsWithComma ? values[0] : values
  }

  #items(end: string, levels: number): { values: unknown[]; endsWithComma: boolean } {
    const values: unknown[] = []
    let endsWithComma = false
    this.#match(space)
    while (!this.#skip(end)) {
      values.push(this.#value(levels))
      endsWithComma = this.#skip(',')
      if (!endsWithComma && this.#text[this.#at] !== end) throw new MalformedError()
      this.#match(space)
    }
    return { values, endsWithComma }
  }

  #skip(character: string): boolean {
    const isThere = this.#text[this.#at] === character
    if (isThere) this.#at++
    return isThere
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found) this.#at = pattern.lastIndex
    return found
  }
}

function keyOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) throw new MalformedError()
  return String(value)
}
