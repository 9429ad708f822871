import { decodeEscapes } from './decode-escapes.ts'
import { identityKey, keyEndLength } from './identity-key.ts'

/** A key of an index holds 2,704 bytes, and a character up to three for each UTF-16 unit. */
const maxPathLength = 800
/** As many characters as are kept of every path, however long: a longer prefix would not find those that end with a hash. */
export const maxPrefixLength = maxPathLength - keyEndLength
const unseen = /[\p{C}\p{Z}]/gu

/**
 * The one notation of a URL's path: `/gr%c3%bc%C3%9Fe`, `/grüße` and the same in decomposed characters are one. Escapes that structure
 * a path stay: `/a%2Fb` is not `/a/b`.
 */
export function canonicalPath(path: string): string {
  return identityKey(decoded(path), maxPathLength)
}

/** The same of a pattern of paths, which is never too long for an index. */
export function canonicalPathPrefix(prefix: string): string {
  return decoded(prefix)
}

function decoded(path: string): string {
  return decodeEscapes(path).replace(unseen, escapeCharacter).normalize()
}

/** Half of a surrogate pair has no escape; a URL has U+FFFD in its place. */
function escapeCharacter(character: string): string {
  return character.isWellFormed() ? encodeURIComponent(character) : '\uFFFD'
}
