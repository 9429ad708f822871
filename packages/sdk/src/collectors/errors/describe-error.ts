import type { ErrorEntry } from '@collector/schema'
import { scrubUrl } from '../../privacy/scrub-url.ts'
import { truncate } from './truncate.ts'

const maxCauses = 5
const maxStackLength = 8000

/** What a thrown value says. Anything can be thrown: undefined, strings, objects that refer to themselves. Never throws. */
export function describeError(thrown: unknown): Pick<ErrorEntry, 'name' | 'message' | 'stack' | 'cause'> {
  try {
    if (isErrorLike(thrown)) {
      const { name, message, stack } = thrown
      return {
        name: textOf(name),
        message: truncate(textOf(message)),
        ...(typeof stack === 'string' && { stack: truncate(scrubStack(stack), maxStackLength) }),
        ...causesOf(thrown),
      }
    }
  } catch {
    // a getter of its own threw
  }
  return { message: truncate(textOf(thrown)) }
}

/** Errors of another frame are no instances of this one's Error. */
function isErrorLike(thrown: unknown): thrown is Error {
  return 'message' in Object(thrown)
}

function causesOf(error: Error): { cause?: string[] } {
  const causes: string[] = []
  const seen = new Set<unknown>([error])
  let { cause } = error
  while (cause !== undefined && !seen.has(cause) && causes.length < maxCauses) {
    seen.add(cause)
    causes.push(truncate(isErrorLike(cause) ? `${textOf(cause.name)}: ${textOf(cause.message)}` : textOf(cause)))
    cause = isErrorLike(cause) ? cause.cause : undefined
  }
  return causes.length > 0 ? { cause: causes } : {}
}

/** A value as text, whatever its own toString or getters do. */
function textOf(value: unknown): string {
  try {
    return value === Object(value) ? (JSON.stringify(value) ?? String(value)) : String(value)
  } catch {
    return Object.prototype.toString.call(value)
  }
}

function scrubStack(stack: string): string {
  return stack.replace(/\w+:\/\/[^\s)]+/g, scrubUrl)
}
