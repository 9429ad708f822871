import { type Kysely, sql } from 'kysely'

/**
 * What is asked of many rows stands in indexes: each row is on another page of the table. Of error groups, which are more
 * than half of the rows, that is all but histograms, and of values of a dimension how many there are, by which those are
 * chosen whose histograms are read.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const asked = sql`include (errors, page_views_with_errors) where dimension = 'groupKey' and dimension2`
  await sql`create index rollups_errors on rollups (level, bucket_start, value) ${asked} = ''`.execute(db)
  await sql`create index rollups_errors_pairs on rollups (level, dimension2, value, bucket_start, value2)
    ${asked} <> ''`.execute(db)
  await sql`create index rollups_errors_second on rollups (level, dimension2, value2, bucket_start, value)
    ${asked} <> ''`.execute(db)
  await sql`drop index rollups_values`.execute(db)
  await sql`create index rollups_values on rollups (level, dimension, bucket_start, value)
    include (page_views, lcp, inp, cls, fcp, ttfb) where dimension2 = ''`.execute(db)
  await sql`drop index rollups_second`.execute(db)
  await sql`create index rollups_second on rollups (level, dimension, dimension2, value2, bucket_start, value)
    where dimension2 <> '' and dimension <> 'groupKey'`.execute(db)
}
