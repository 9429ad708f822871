import { type Kysely, sql } from 'kysely'

/** The sampled page views with errors, which are few among all others. Those of tier 0 all have errors. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index page_view_samples_has_errors on page_view_samples (received_at)
    where error_count > 0 and sample_tier > 0`.execute(db)
}
