import { type Kysely, sql } from 'kysely'

/**
 * Page views far beyond "poor" are few, and are what people look for first: each metric has an index of those alone, which
 * the others do not pay for. What is common is found among the newest rows instead.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index if not exists facts_slow_lcp on facts (lcp_ms) where lcp_ms > 8000`.execute(db)
  await sql`create index if not exists facts_slow_inp on facts (inp_ms) where inp_ms > 1000`.execute(db)
  await sql`create index if not exists facts_slow_cls on facts (cls) where cls > 0.5`.execute(db)
  await sql`create index if not exists facts_slow_fcp on facts (fcp_ms) where fcp_ms > 6000`.execute(db)
  await sql`create index if not exists facts_slow_ttfb on facts (ttfb_ms) where ttfb_ms > 3600`.execute(db)
}
