import { setTimeout as sleep } from 'node:timers/promises'
import type { Filters, SubmissionItem } from '@collector/schema'
import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { findFactsAfter, settledUntil } from '../storage/tables/listed.ts'
import { all, matches } from './conditions.ts'
import type { Place } from './cursor.ts'
import { listItems } from './list-page.ts'
import { readConditions } from './read-conditions.ts'

const pollMs = 400
const maxItems = 100

/** An item and the place to go on from after it. */
export interface Followed {
  item: SubmissionItem
  place: Place
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
  filters: Filters,
  after: Place | undefined,
  signal: AbortSignal,
): AsyncGenerator<Followed[]> {
  let place = after ?? { receivedAt: await settledUntil(db), id: 0 }
  while (!signal.aborted) {
    const until = await settledUntil(db)
    const found = await findFactsAfter(
      db,
      // texts that are searched for arrive too
      all([matches(await readConditions(db, filters)), sql`f.received_at < ${until}`]),
      place,
      maxItems,
    )
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
      return item ? [{ item, place: at }] : []
    })
    place = found.at(-1) ?? place
    if (found.length < maxItems) await sleep(pollMs, undefined, { signal }).catch(() => {})
  }
}
