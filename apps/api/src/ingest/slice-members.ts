import { backslash, closeBrace, closeBracket, comma, openBrace, openBracket, quote } from './json-bytes.ts'

/** JSON nested deeper than is accepted. */
export class TooDeepError extends Error {}

export const maxDepth = 1000

/** Everything up to this is white space in JSON. */
const space = 32

/**
 * The text of each top-level member of a JSON object, exactly as it stands: `{"a": 1e400}` gives a -> `1e400`. Parsing and
 * stringifying would change numbers. Of members with the same name the last counts, as in JSON.parse.
 *
 * @param bytes a JSON object in UTF-8, known to be valid. The results are views of it
 * @throws TooDeepError
 */
export function sliceMembers(bytes: Buffer): Map<string, Buffer> {
  // one character a byte: places in the string are places in the bytes, and searching it is fastest. What structures
  // JSON is ASCII, and no byte of another character in UTF-8 looks like ASCII
  const text = bytes.toString('latin1')
  const members = new Map<string, Buffer>()
  let at = text.indexOf('{') + 1
  while (true) {
    at = skipSpace(text, at)
    if (text.charCodeAt(at) === comma) at = skipSpace(text, at + 1)
    if (text.charCodeAt(at) !== quote) return members
    const keyEnd = skipString(text, at)
    const key = JSON.parse(bytes.toString('utf8', at, keyEnd)) as string
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1)
    at = skipValue(text, start)
    members.set(key, bytes.subarray(start, at))
  }
}

function skipSpace(text: string, at: number): number {
  while (text.charCodeAt(at) <= space) at++
  return at
}

/** From an opening quote to behind the closing one. */
function skipString(text: string, at: number): number {
  let end = text.indexOf('"', at + 1)
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end + 1
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1
  while (text.charCodeAt(before) === backslash) before--
  return (at - before) % 2 === 0
}

function skipValue(text: string, start: number): number {
  // the object around it is the first level
  let depth = 1
  let at = start
  do {
    const code = text.charCodeAt(at)
    if (code === quote) {
      at = skipString(text, at)
      continue
    }
    if (code === openBrace || code === openBracket) {
      if (++depth > maxDepth) throw new TooDeepError(`nested deeper than ${maxDepth} levels`)
    } else if (code === closeBrace || code === closeBracket) {
      if (--depth === 0) return trimEnd(text, at)
    } else if (code === comma && depth === 1) {
      return trimEnd(text, at)
    }
    at++
  } while (at < text.length)
  return at
}

function trimEnd(text: string, end: number): number {
  while (text.charCodeAt(end - 1) <= space) end--
  return end
}
