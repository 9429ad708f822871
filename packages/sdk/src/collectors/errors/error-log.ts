import type { ErrorEntry } from '@collector/schema'

const maxDistinct = 50

/** The errors of one page view: the same one again is counted, not repeated. */
export interface ErrorLog {
  readonly errors: ErrorEntry[]
  add(error: ErrorEntry): void
}

export function createErrorLog(onChange: () => void): ErrorLog {
  const errors: ErrorEntry[] = []
  const known = new Map<string, ErrorEntry>()
  return {
    errors,
    add(error) {
      const key = JSON.stringify([error.type, error.name, error.message, error.source, error.lineno, error.stack])
      const before = known.get(key)
      if (before) before.count = (before.count ?? 1) + 1
      else if (errors.length < maxDistinct) {
        const entry = { ...error, ...noiseOf(error), count: 1, timestamp: new Date().toISOString() }
        known.set(key, entry)
        errors.push(entry)
      }
      onChange()
    },
  }
}

/** Errors that tell nothing of the page: browsers' own warnings, and code that extensions put into it. */
function noiseOf({ message, source, stack }: ErrorEntry): { noise?: 'resize-observer' | 'extension' } {
  // https://github.com/w3c/csswg-drafts/issues/5023
  if (/^ResizeObserver loop/.test(message)) return { noise: 'resize-observer' }
  return /^(\w+-)+extension:|\b(\w+-)+extension:\/\//.test(`${source ?? ''}\n${stack ?? ''}`)
    ? { noise: 'extension' }
    : {}
}
