import { setTimeout as sleep } from 'node:timers/promises'
import type { SubmissionItem } from '@collector/schema'
import { type RawBuilder, sql } from 'kysely'
import type { Filter } from '../filters/filter.ts'
import { and, matches } from '../filters/matches.ts'
import type { Database } from '../storage/database.ts'
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

/** The facts that match and came after a position, oldest first. */
async function findFactsAfter(
  db: Database,
  where: RawBuilder<boolean>,
  after: Cursor,
  limit: number,
): Promise<Cursor[]> {
  const { rows } = await sql<Cursor>`select f.received_at, f.debug_data_id as id from facts f
    where (f.received_at, f.debug_data_id) > (${after.receivedAt}, ${after.id}) and ${where}
    order by f.received_at, f.debug_data_id limit ${limit}`.execute(db)
  return rows
}

/**
 * Before this time nothing more will appear: what is stored is received when its transaction began, and no transaction
 * that writes is older. One that has just begun may not show yet that it writes.
 */
async function settledUntil(db: Database): Promise<Date> {
  const { rows } = await sql<{ settled: Date }>`select date_trunc('milliseconds', least(
      clock_timestamp() - interval '250 milliseconds',
      (select min(xact_start) from pg_stat_activity
        where backend_xid is not null and datname = current_database() and pid <> pg_backend_pid())
    )) as settled`.execute(db)
  return (rows[0] as { settled: Date }).settled
}
