import { parse } from 'secure-json-parse'
import { RefusedError } from './refused-error.ts'

/**
 * The value of a JSON text. Keys that would reach into prototypes (`__proto__`, `constructor.prototype`) are refused, not
 * removed: what is stored must be what was sent.
 *
 * @throws RefusedError 400
 */
export function parseBody(text: string): unknown {
  try {
    return parse(text, undefined, { protoAction: 'error', constructorAction: 'error' })
  } catch (error) {
    throw new RefusedError(400, `the body is not acceptable JSON: ${(error as Error).message}`)
  }
}
