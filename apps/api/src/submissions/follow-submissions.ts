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

/** An item and its position, to continue after it. */
export interface Followed {
  item: SubmissionItem
  cursor: Cursor
}

/**
 * Yields the submissions that arrive after a position, in order, in groups; an empty group is a sign of life. It polls the
 * database, so that submissions of all processes are found. Transactions commit in another order than they begin, so rows
 * are yielded only up to the time before which no transaction is open.
 *
 * @param after where to begin; undefined is now
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

/** Finds the facts that match after a position, oldest first. */
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
 * Returns the time before which no new rows will appear: a row is received when its transaction began, and no older
 * transaction writes. The margin is for transactions that have begun but do not show yet that they write.
 */
async function settledUntil(db: Database): Promise<Date> {
  const { rows } = await sql<{ settled: Date }>`select date_trunc('milliseconds', least(
      clock_timestamp() - interval '250 milliseconds',
      (select min(xact_start) from pg_stat_activity
        where backend_xid is not null and datname = current_database() and pid <> pg_backend_pid())
    )) as settled`.execute(db)
  return (rows[0] as { settled: Date }).settled
}
