import { backslash, closeBrace, closeBracket, comma, openBrace, openBracket, quote } from './json-bytes.ts'

/** Returns the position after white space. */
export function skipSpace(json: string, at: number): number {
  while (isSpace(json.charCodeAt(at))) at++
  return at
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9
}

/**
 * Returns the position after a required character.
 *
 * @throws SyntaxError
 */
export function skipCharacter(json: string, at: number, code: number): number {
  if (json.charCodeAt(at) !== code) throw new SyntaxError(`expected ${String.fromCharCode(code)} at position ${at}`)
  return at + 1
}

/**
 * Returns the position after a string.
 *
 * @throws SyntaxError
 */
export function skipString(json: string, at: number): number {
  let end = json.indexOf('"', skipCharacter(json, at, quote))
  while (end >= 0 && isEscaped(json, end)) end = json.indexOf('"', end + 1)
  if (end < 0) throw new SyntaxError('a string does not end')
  return end + 1
}

function isEscaped(json: string, at: number): boolean {
  let before = at - 1
  while (json.charCodeAt(before) === backslash) before--
  return (at - before) % 2 === 0
}

/**
 * Returns the position after a value. It follows strings and nesting only; the parser validates the JSON.
 *
 * @throws SyntaxError
 */
export function skipValue(json: string, start: number): number {
  let depth = 0
  for (let at = start; at < json.length; ) {
    const code = json.charCodeAt(at)
    if (code === quote) {
      at = skipString(json, at)
      if (depth === 0) return at
      continue
    }
    if (code === openBrace || code === openBracket) depth++
    else if (code === closeBrace || code === closeBracket) {
      if (depth <= 1) return depth === 0 ? at : at + 1
      depth--
    } else if (depth === 0 && (code === comma || isSpace(code))) return at
    at++
  }
  return json.length
}
