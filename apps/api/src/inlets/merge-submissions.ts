import type { SubmissionBody } from '@collector/schema'
import { object } from '../ingest/clean.ts'
import { arrayOf } from './json-value.ts'

/**
 * Merges what a client sends of one page view in several bodies: vitals of one, errors of another. Newer values win; errors are
 * added.
 */
export function mergeSubmissions<Newer extends SubmissionBody>(older: SubmissionBody, newer: Newer): Newer {
  const vitals = { ...vitalsOf(older), ...vitalsOf(newer) }
  const errors = [...arrayOf(older.errors), ...arrayOf(newer.errors)]
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

function vitalsOf({ performance }: SubmissionBody) {
  return object(object(performance)['vitals'])
}
