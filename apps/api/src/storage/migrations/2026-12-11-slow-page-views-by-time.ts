import { type Kysely, sql } from 'kysely'

/**
 * Page views far beyond "poor" in the order of time, with the numbers they are sought by: one index finds the newest page of
 * those above a threshold, be they one in 1,000 or one in 100,000. An index by each metric's number found the rare ones only.
 *
 * The last of this version: those who store wait for it, up to the end of the transaction that all migrations are in.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index facts_slow on facts (received_at, lcp_ms, inp_ms, cls, fcp_ms, ttfb_ms)
    where lcp_ms > 8000 or inp_ms > 1000 or cls > 0.5 or fcp_ms > 6000 or ttfb_ms > 3600`.execute(db)
  // last: it shuts out those who read, up to the end of the transaction
  for (const metric of ['lcp', 'inp', 'cls', 'fcp', 'ttfb']) {
    await sql`drop index if exists ${sql.id(`facts_slow_${metric}`)}`.execute(db)
  }
}
