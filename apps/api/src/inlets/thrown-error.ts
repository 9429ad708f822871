import type { ErrorEntry } from '@collector/schema'
import { textOf, withoutUndefined } from './json-value.ts'

export interface Frame {
  source?: string | undefined
  called?: string | undefined
  line?: number | undefined
  column?: number | undefined
}

/** An exception as another client sent it; members of another kind count as missing. */
interface Thrown {
  name: unknown
  message: unknown
  /** Newest first. */
  frames: readonly Frame[]
  /** Errors that led to it, the nearest first. */
  cause: readonly string[]
}

/** Describes an exception as the SDK would, with what else is known of it. */
export function thrownError(
  thrown: Thrown,
  others: Omit<ErrorEntry, 'name' | 'message' | 'stack' | 'cause'>,
): ErrorEntry {
  const name = textOf(thrown.name)
  const message = textOf(thrown.message) ?? name ?? 'Error without a message'
  const { frames, cause } = thrown
  const [top] = frames
  return withoutUndefined({
    ...others,
    name,
    message,
    source: top?.source,
    lineno: top?.line,
    colno: top?.column,
    stack: frames.length > 0 ? writeStack(frames, name, message) : undefined,
    cause: cause.length > 0 ? [...cause] : undefined,
  })
}

/** Writes frames as Chromium writes a stack. */
function writeStack(frames: readonly Frame[], name: string | undefined, message: string): string {
  const lines = frames.map(({ source, called, line, column }) => {
    const place = `${source ?? '<anonymous>'}:${line ?? 1}:${column ?? 1}`
    return called && called !== '?' ? `    at ${called} (${place})` : `    at ${place}`
  })
  return [`${name ?? 'Error'}: ${message}`, ...lines].join('\n')
}
