import { type Kysely, sql } from 'kysely'

/**
 * What is counted of pairs of dimensions stands in the indexes too, as it does for single ones: a breakdown behind a filter
 * reads thousands of them, each on another page of the table. The filter is either of the two: one is the key's first. Every
 * update of a row goes into its indexes already.
 *
 * And page views far beyond "poor" in the order of time, with the numbers they are sought by: one index finds the newest page
 * of those above a threshold, be they one in 1,000 or one in 100,000. An index by each metric's number found the rare only.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // who keeps the rollups reads these tables before it writes them: it would wait for this, and this for it
  await sql`select pg_advisory_xact_lock(7203114)`.execute(db)
  const counts = sql`include (page_views, lcp, inp, cls, fcp, ttfb)`
  await sql`create unique index rollups_key on rollups (level, dimension, dimension2, value, bucket_start, value2)
    ${counts}`.execute(db)
  await sql`create index rollups_pairs on rollups (level, dimension, dimension2, value2, bucket_start, value)
    ${counts} where dimension2 <> '' and dimension <> 'groupKey'`.execute(db)
  // those who store wait from here on
  await sql`create index facts_slow on facts (received_at, lcp_ms, inp_ms, cls, fcp_ms, ttfb_ms)
    where lcp_ms > 8000 or inp_ms > 1000 or cls > 0.5 or fcp_ms > 6000 or ttfb_ms > 3600`.execute(db)
  // those who read wait from here on, for moments
  await sql`alter table rollups drop constraint rollups_pkey`.execute(db)
  await sql`alter table rollups add constraint rollups_pkey primary key using index rollups_key`.execute(db)
  await sql`drop index rollups_second`.execute(db)
  for (const metric of ['lcp', 'inp', 'cls', 'fcp', 'ttfb']) {
    await sql`drop index if exists ${sql.id(`facts_slow_${metric}`)}`.execute(db)
  }
}
