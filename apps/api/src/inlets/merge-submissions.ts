import type { ErrorEntry, SubmissionBody } from '@collector/schema'
import { object } from '../ingest/clean.ts'
import { arrayOf } from './json-value.ts'

/** Ingest extracts no more errors than this from a submission. The limit also stops a page in a loop from storing them again and again. */
const maxErrors = 100

/**
 * Merges what a client sends of one page view in several bodies: vitals of one, errors of another. Newer values win; errors are
 * added, equal ones counted.
 */
export function mergeSubmissions<Newer extends SubmissionBody>(older: SubmissionBody, newer: Newer): Newer {
  const vitals = { ...vitalsOf(older), ...vitalsOf(newer) }
  const errors = mergeErrors([...arrayOf(older.errors), ...arrayOf(newer.errors)] as ErrorEntry[])
  return {
    ...newer,
    page: { ...object(older.page), ...newer.page },
    app: { ...object(older.app), ...newer.app },
    ...(older.user && { user: { ...older.user, ...newer.user } }),
    ...(older.tags && { tags: { ...older.tags, ...newer.tags } }),
    browser: { ...object(older.browser), ...newer.browser },
    ...(Object.keys(vitals).length > 0 && {
      performance: { ...object(older.performance), ...newer.performance, vitals },
    }),
    ...(errors.length > 0 && { errors }),
  }
}

function mergeErrors(errors: ErrorEntry[]): ErrorEntry[] {
  const merged = new Map<string, ErrorEntry>()
  for (const error of errors) {
    const key = JSON.stringify([error.type, error.name, error.message, error.stack, error.source])
    const same = merged.get(key)
    if (same) merged.set(key, { ...same, count: (same.count ?? 1) + (error.count ?? 1) })
    else if (merged.size < maxErrors) merged.set(key, error)
  }
  return [...merged.values()]
}

function vitalsOf({ performance }: SubmissionBody) {
  return object(object(performance)['vitals'])
}
