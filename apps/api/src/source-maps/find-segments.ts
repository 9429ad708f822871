import type { Position } from './map-job.ts'

/** Where a stretch of a script comes from; all numbers from 0. */
export interface Segment {
  source: number
  line: number
  column: number
  /** Index into the names of the map, where it names the place. */
  name: number | undefined
}

const comma = 44
const semicolon = 59
/** The value of each digit of base64, by its character code; -1 for others. */
const digits = Int8Array.from({ length: 128 }, (_, code) =>
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.indexOf(String.fromCharCode(code)),
)

/** Positions of one generated line that are not found yet, the first last. */
interface WantedLine {
  column: number
  index: number
}

/**
 * Finds the segments that positions are in, in one pass that keeps nothing else: decoded, the mappings of a large script take twenty
 * times their room. The format is that of ECMA-426, whose segments ascend in each line.
 *
 * @throws Error where the mappings hold another character
 */
export function findSegments(mappings: string, positions: Position[]): (Segment | undefined)[] {
  const found: (Segment | undefined)[] = positions.map(() => undefined)
  const wanted = wantedByLine(positions)
  const lastLine = Math.max(0, ...wanted.keys())
  // generated column, source, line, column, name: each is told relative to the one before
  const state = [0, 0, 0, 0, 0]
  let line = 1
  let ofLine = wanted.get(line) ?? []
  let current: Segment | undefined
  let at = 0
  while (line <= lastLine) {
    const code = at < mappings.length ? mappings.charCodeAt(at) : semicolon
    if (code === semicolon) {
      for (const { index } of ofLine) found[index] = current
      if (at >= mappings.length) break
      line++
      ofLine = wanted.get(line) ?? []
      state[0] = 0
      current = undefined
      at++
    } else if (code === comma) {
      at++
    } else {
      const fields = readSegment()
      for (let next = ofLine.at(-1); next && next.column < (state[0] as number); next = ofLine.at(-1)) {
        found[next.index] = current
        ofLine.pop()
      }
      const [, source = 0, sourceLine = 0, column = 0, name] = state
      current = fields < 4 ? undefined : { source, line: sourceLine, column, name: fields > 4 ? name : undefined }
    }
  }
  return found

  /** Reads the fields of a segment into the state. */
  function readSegment(): number {
    let fields = 0
    for (; at < mappings.length; fields++) {
      const code = mappings.charCodeAt(at)
      if (code === comma || code === semicolon) break
      state[fields] = (state[fields] ?? 0) + readNumber()
    }
    return fields
  }

  /** Reads a variable-length quantity: five bits a digit, the lowest first, the sign in the lowest bit. */
  function readNumber(): number {
    let value = 0
    let shift = 0
    let digit: number
    do {
      digit = digits[mappings.charCodeAt(at++)] ?? -1
      if (digit < 0) throw new Error('its mappings are broken')
      value |= (digit & 31) << shift
      shift += 5
    } while (digit & 32)
    return value & 1 ? -(value >>> 1) : value >>> 1
  }
}

function wantedByLine(positions: Position[]): Map<number, WantedLine[]> {
  const all = positions.map(({ line, column }, index) => ({ line, column: column - 1, index }))
  const descending = all.toSorted((a, b) => b.column - a.column)
  return Map.groupBy(descending, ({ line }) => line)
}
