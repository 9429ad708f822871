import type { ErrorGroupAnswer } from '@collector/schema'
import type { Filter } from '../filters/filter.ts'
import { mapErrors } from '../source-maps/map-errors.ts'
import { readSentError } from '../source-maps/sent-error.ts'
import { anyOf } from '../storage/any-of.ts'
import type { Database } from '../storage/database.ts'
import type { Storage } from '../storage/storage.ts'
import { findSubmissions } from '../submissions/find-submissions.ts'
import { listItems } from '../submissions/list-submissions.ts'
import { sentErrors } from './sent-errors.ts'

const maxOccurrences = 20

/**
 * Finds the latest occurrences of a group in submissions that match, newest first. Only the current submission of a page view counts.
 * Source maps are read from the primary database, which records when they were used.
 */
export async function latestOccurrences(
  { db: writeDb, readDb: db }: Pick<Storage, 'db' | 'readDb'>,
  filter: Filter,
  members: string[],
): Promise<ErrorGroupAnswer['occurrences']> {
  const found = await findSubmissions(
    db,
    { ...filter, groupKeys: [...(filter.groupKeys ?? []), members] },
    { limit: maxOccurrences, isCurrent: true },
  )
  const ids = found.rows.map(({ id }) => id)
  const [items, ordinals, sent] = await Promise.all([
    listItems(db, ids),
    ordinalsOf(db, ids, members),
    sentErrors(db, ids),
  ])
  const occurrences = items
    .flatMap((submission) => {
      const { entries = [], release = null, pageUrl = null } = sent.get(submission.id) ?? {}
      return (ordinals.get(submission.id) ?? []).map((ordinal) => {
        const error = entries[ordinal] ?? null
        return { submission, error, read: readSentError(error, release, pageUrl) }
      })
    })
    .slice(0, maxOccurrences)
  const frames = await mapErrors(
    writeDb,
    occurrences.map(({ read }) => read),
  )
  return occurrences.map(({ submission, error }, index) => ({ submission, error, frames: frames[index] ?? [] }))
}

/** Returns the indexes of a group's entries among the errors of some submissions. */
async function ordinalsOf(db: Database, ids: number[], members: string[]): Promise<Map<number, number[]>> {
  const rows = await db
    .selectFrom('errors')
    .select(['debugDataId', 'ordinal'])
    .where('debugDataId', '=', anyOf(ids))
    .where('groupKey', 'in', members)
    .orderBy('ordinal')
    .execute()
  const ordinals = new Map<number, number[]>(ids.map((id) => [id, []]))
  for (const { debugDataId, ordinal } of rows) ordinals.get(debugDataId)?.push(ordinal)
  return ordinals
}
