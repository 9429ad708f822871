import { parse } from 'secure-json-parse'
import { RefusedError } from './refused-error.ts'

/** A byte order mark is left for the parser, which takes one away. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The value of a JSON text in UTF-8. Keys that would reach into prototypes (`__proto__`, `constructor.prototype`) are refused, not
 * removed: what is stored must be what was sent.
 *
 * @throws RefusedError 400
 */
export function parseBody(bytes: Buffer): unknown {
  const text = decode(bytes)
  try {
    return parse(text, undefined, { protoAction: 'error', constructorAction: 'error' })
  } catch (error) {
    const { message } = error as Error
    const isForbiddenKey = message.includes('forbidden prototype property')
    throw new RefusedError(
      400,
      isForbiddenKey
        ? 'the body has a forbidden key: __proto__ or constructor.prototype'
        : `the body is not JSON: ${message}`,
    )
  }
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new RefusedError(400, 'the body is not UTF-8 text')
  }
}
