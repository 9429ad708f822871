import { object, text } from '../ingest/clean.ts'
import { readSectionText } from '../ingest/read-section-text.ts'
import { anyOf } from '../storage/any-of.ts'
import type { Database } from '../storage/database.ts'

/** The errors of a submission as they were sent, with the values that mapping their frames needs. */
export interface SentErrors {
  entries: unknown[]
  release: string | null
  pageUrl: string | null
}

/** Reads the errors of some submissions, by their numbers. */
export async function sentErrors(db: Database, ids: number[]): Promise<Map<number, SentErrors>> {
  const rows = await db
    .selectFrom('debugData')
    .select(['id', 'errors', 'extra', 'page'])
    .where('id', '=', anyOf(ids))
    .execute()
  return new Map(
    rows.map(({ id, errors, extra, page }) => {
      const entries = read(errors)
      return [
        id,
        {
          entries: Array.isArray(entries) ? entries : [],
          release: text(object(object(read(extra))['app'])['release']),
          pageUrl: text(object(read(page))['url']),
        },
      ]
    }),
  )
}

function read(stored: string | null): unknown {
  return stored === null ? undefined : readSectionText(stored)
}
