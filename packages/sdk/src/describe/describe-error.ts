import type { ErrorEntry } from '@collector/schema'
import { attempt } from '../browser/attempt.ts'
import { lineOf, summarize } from './text-of.ts'
import { truncate } from './truncate.ts'

const maxInside = 5
const maxStackLength = 8000

type Description = Pick<ErrorEntry, 'name' | 'message' | 'stack' | 'cause' | 'errors'>

/** Describes a thrown value. Anything can be thrown: undefined, an event, an object that refers to itself. Never throws. */
export function describeError(thrown: unknown): Description {
  const { name, message, stack } = summarize(thrown)
  return {
    ...(name && { name }),
    message: truncate(message),
    ...(stack && { stack: truncate(stack, maxStackLength) }),
    ...findInside(thrown),
  }
}

/** Returns the chain of causes, and the errors of an AggregateError anywhere in it. */
function findInside(thrown: unknown): Pick<Description, 'cause' | 'errors'> {
  const cause: string[] = []
  const errors: string[] = []
  const seen = new Set()
  const visit = (value: unknown, found: string[]) => {
    if (value === undefined || seen.has(value) || found.length === maxInside) return
    if (seen.size > 0) found.push(truncate(lineOf(value)))
    seen.add(value)
    // requests of databases, readers of files and media know more than their event
    attempt(() => visit((value as Error).cause ?? (value as { target?: FileReader }).target?.error ?? undefined, found))
    attempt(() => {
      for (const one of (value as AggregateError).errors.slice(0, maxInside)) visit(one, errors)
    })
  }
  visit(thrown, cause)
  return { ...(cause[0] && { cause }), ...(errors[0] && { errors }) }
}
