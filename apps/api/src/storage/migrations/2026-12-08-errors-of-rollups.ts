import { type Kysely, sql } from 'kysely'

/**
 * Error groups are more than half of the rollups' rows, and little of each is asked for: it stands in indexes. What these
 * hold changes only with errors, so rows of page views without any are still updated in place.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const asked = sql`include (errors, page_views_with_errors) where dimension = 'groupKey' and dimension2`
  await sql`create index rollups_errors on rollups (level, bucket_start, value) ${asked} = ''`.execute(db)
  await sql`create index rollups_errors_pairs on rollups (level, dimension2, value, bucket_start, value2)
    ${asked} <> ''`.execute(db)
  await sql`create index rollups_errors_second on rollups (level, dimension2, value2, bucket_start, value)
    ${asked} <> ''`.execute(db)
  await sql`drop index rollups_second`.execute(db)
  await sql`create index rollups_second on rollups (level, dimension, dimension2, value2, bucket_start, value)
    where dimension2 <> '' and dimension <> 'groupKey'`.execute(db)
}
