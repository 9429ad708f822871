import { RefusedError } from '../http-errors.ts'
import { yieldToEventLoop } from '../yield-to-event-loop.ts'
import { maxDepth, tooDeep } from './check-value.ts'
import { backslash, closeBrace, closeBracket, comma, openBrace, openBracket, quote } from './json-bytes.ts'

/** Values in one body. Parsing more would block other requests for too long; a page with 10,000 resources has fewer. */
const maxMembers = 200_000
/** Size up to which a body is parsed quickly, whatever its shape. */
export const smallBytes = 65_536
const stepBytes = 262_144

/**
 * Counts levels and members of a large body before it is parsed, and yields to other requests meanwhile. The count of
 * invalid JSON does not matter: parsing refuses it.
 *
 * @throws RefusedError 400
 */
export async function checkShape(bytes: Buffer): Promise<void> {
  let depth = 0
  let members = 0
  let isInString = false
  for (let at = 0; at < bytes.length; ) {
    await yieldToEventLoop()
    const stop = Math.min(at + stepBytes, bytes.length)
    for (; at < stop; at++) {
      const byte = bytes[at]
      if (isInString) {
        if (byte === backslash) at++
        else if (byte === quote) isInString = false
      } else if (byte === quote) {
        isInString = true
      } else if (byte === openBrace || byte === openBracket) {
        members++
        if (++depth > maxDepth) throw tooDeep()
      } else if (byte === closeBrace || byte === closeBracket) {
        depth--
      } else if (byte === comma) {
        members++
      }
    }
    if (members > maxMembers) throw new RefusedError(400, `the body has more than ${maxMembers} members`)
  }
  await yieldToEventLoop()
}
