import { type Kysely, sql } from 'kysely'

/**
 * What is counted of pairs of dimensions stands in the indexes too, as it does for single ones: a breakdown behind a filter
 * reads thousands of them, each on another page of the table. The filter is either of the two: one is the key's first. Every
 * update of a row goes into its indexes already.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const counts = sql`include (page_views, lcp, inp, cls, fcp, ttfb)`
  await sql`create unique index rollups_key on rollups (level, dimension, dimension2, value, bucket_start, value2)
    ${counts}`.execute(db)
  await sql`create index rollups_pairs on rollups (level, dimension, dimension2, value2, bucket_start, value)
    ${counts} where dimension2 <> '' and dimension <> 'groupKey'`.execute(db)
  // last: they shut out those who read, up to the end of the transaction
  await sql`alter table rollups drop constraint rollups_pkey`.execute(db)
  await sql`alter table rollups add constraint rollups_pkey primary key using index rollups_key`.execute(db)
  await sql`drop index rollups_second`.execute(db)
}
