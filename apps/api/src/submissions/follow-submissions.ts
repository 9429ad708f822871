import { setTimeout as sleep } from 'node:timers/promises'
import type { SubmissionItem } from '@collector/schema'
import { sql } from 'kysely'
import type { Filter } from '../filters/filter.ts'
import { and, matches } from '../filters/matches.ts'
import type { Database } from '../storage/database.ts'
import { findFactsAfter, settledUntil } from '../storage/tables/listed.ts'
import type { Cursor } from './cursor.ts'
import { listItems } from './list-submissions.ts'

const pollMs = 400
const maxItems = 100

/** An item and the position to go on from after it. */
export interface Followed {
  item: SubmissionItem
  cursor: Cursor
}

/**
 * The submissions that arrive after a place, in order, in groups as they come; an empty group now and then says that it
 * goes on. Whichever process stored them: the database is asked again and again. Transactions commit in another order than
 * they began, so rows are given out only up to the time before which no transaction is open.
 *
 * @param after undefined begins now
 */
export async function* followSubmissions(
  db: Database,
  filter: Filter,
  after: Cursor | undefined,
  signal: AbortSignal,
): AsyncGenerator<Followed[]> {
  let cursor = after ?? { receivedAt: await settledUntil(db), id: 0 }
  while (!signal.aborted) {
    const until = await settledUntil(db)
    const found = await findFactsAfter(db, and([matches(filter), sql`f.received_at < ${until}`]), cursor, maxItems)
    const items = new Map(
      (
        await listItems(
          db,
          found.map(({ id }) => id),
        )
      ).map((item) => [item.id, item]),
    )
    yield found.flatMap((at) => {
      const item = items.get(at.id)
      return item ? [{ item, cursor: at }] : []
    })
    cursor = found.at(-1) ?? cursor
    if (found.length < maxItems) await sleep(pollMs, undefined, { signal }).catch(() => {})
  }
}
