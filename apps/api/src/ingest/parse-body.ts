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
