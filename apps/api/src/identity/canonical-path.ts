import { decodeEscapes } from './decode-escapes.ts'
import { identityKey, keyEndLength } from './identity-key.ts'

/** An index key holds 2,704 bytes, and a UTF-16 unit takes up to three. */
const maxPathLength = 800
/** Number of characters kept of every path: a longer prefix would not match long paths, which end with a hash. */
export const maxPrefixLength = maxPathLength - keyEndLength
const unseen = /[\p{C}\p{Z}]/gu

/**
 * Returns the canonical notation of a URL's path: `/gr%c3%bc%C3%9Fe`, `/grüße` and the same in decomposed characters are equal.
 * Escapes that structure a path stay: `/a%2Fb` is not `/a/b`.
 */
export function canonicalPath(path: string): string {
  return identityKey(decoded(path), maxPathLength)
}

/** The same for a pattern of paths, which is not shortened. */
export function canonicalPathPrefix(prefix: string): string {
  return decoded(prefix)
}

function decoded(path: string): string {
  return decodeEscapes(path).replace(unseen, escapeCharacter).normalize()
}

/** Escapes a character. Half of a surrogate pair has no escape, and becomes U+FFFD as in a URL. */
function escapeCharacter(character: string): string {
  return character.isWellFormed() ? encodeURIComponent(character) : '\uFFFD'
}
