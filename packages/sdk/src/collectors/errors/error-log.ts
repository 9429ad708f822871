import type { Breadcrumb, ErrorEntry, Submission } from '@collector/schema'
import { isoTime } from '../../iso-time.ts'
import { plainCopy } from '../../privacy/plain-copy.ts'
import { debugIdsIn } from './debug-ids-in.ts'
import { noiseOf } from './noise-of.ts'

const maxDistinct = 50
/** Maximum errors that keep breadcrumbs; the trails of later errors mostly repeat earlier ones. */
const maxTrails = 10
/** Maximum characters of a text, longer than any usual stack. */
const maxText = 9000

/** The errors of one page view: the same one again is counted, not repeated. */
export interface ErrorLog {
  /** Returns the errors that are kept, oldest first, and the number of different ones if that was more. */
  report(): Required<Pick<Submission, 'errors'>> & Pick<Submission, 'truncated'>
  /**
   * @param thrown what was thrown: the same object caught, reported and thrown again is one error
   * @param breadcrumbs kept with the first occurrence
   */
  add(error: ErrorEntry, thrown?: unknown, breadcrumbs?: Breadcrumb[]): void
}

export function createErrorLog(): ErrorLog {
  const kept = new Map<string, ErrorEntry>()
  const byThrown = new WeakMap<object, ErrorEntry>()
  let dropped = 0
  let trails = 0

  function keep(error: ErrorEntry, breadcrumbs: Breadcrumb[]): ErrorEntry {
    const { type, name, message, source, lineno, stack } = error
    const key = [type, name, message, source, lineno, stack].join('\n')
    const noise = noiseOf(error)
    const entry = kept.get(key) ?? {
      ...plainCopy({ ...error, debugIds: debugIdsIn(stack) }, maxText),
      ...(noise && { noise }),
      ...(!noise && trails++ < maxTrails && breadcrumbs[0] && { breadcrumbs }),
      count: 0,
      timestamp: isoTime(),
    }
    entry.count = (entry.count ?? 0) + 1
    kept.set(key, entry)
    if (kept.size > maxDistinct) {
      // noise goes first, then failed requests, which are many where a server is away, then the oldest
      const keys = [...kept.keys()]
      const isRequest = (one: string) => kept.get(one)?.type === 'request'
      kept.delete(keys.find((one) => kept.get(one)?.noise) ?? keys.find(isRequest) ?? (keys[0] as string))
      dropped++
    }
    return entry
  }

  return {
    report: () => ({
      errors: [...kept.values()].map((error) => ({ ...error })),
      ...(dropped && { truncated: { errors: kept.size + dropped } }),
    }),
    add(error, thrown, breadcrumbs = []) {
      const before = byThrown.get(thrown as object)
      if (!before) {
        const entry = keep(error, breadcrumbs)
        if (thrown === Object(thrown)) byThrown.set(thrown as object, entry)
      } else if (before.type === 'captured') Object.assign(before, plainCopy(error, maxText))
    },
  }
}
