import type { SubmissionBody } from '@collector/schema'
import { arrayOf, objectOf } from './json-value.ts'

/**
 * Merges what a client sends of one page view in several bodies: vitals of one, errors of another. Newer values win; errors are
 * added.
 */
export function mergeSubmissions<Newer extends SubmissionBody>(older: SubmissionBody, newer: Newer): Newer {
  const vitals = { ...vitalsOf(older), ...vitalsOf(newer) }
  const errors = [...arrayOf(older.errors), ...arrayOf(newer.errors)]
  return {
    ...newer,
    page: { ...objectOf(older.page), ...newer.page },
    app: { ...objectOf(older.app), ...newer.app },
    ...(older.user && { user: { ...older.user, ...newer.user } }),
    ...(older.tags && { tags: { ...older.tags, ...newer.tags } }),
    browser: { ...objectOf(older.browser), ...newer.browser },
    ...(Object.keys(vitals).length > 0 && {
      performance: { ...objectOf(older.performance), ...newer.performance, vitals },
    }),
    ...(errors.length > 0 && { errors }),
  }
}

function vitalsOf({ performance }: SubmissionBody) {
  return objectOf(objectOf(performance)['vitals'])
}
