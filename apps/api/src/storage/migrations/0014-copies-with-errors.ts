import { type Kysely, sql } from 'kysely'

/** A copy of each page view with errors, since in facts they lie scattered among all others; and the errors of a time, which are stored in its order. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table page_view_samples_0 partition of page_view_samples for values in (0)`.execute(db)
  const { rows } = await sql<{ name: string }>`select attname as name from pg_attribute
    where attrelid = 'page_view_samples'::regclass and attnum > 0 and not attisdropped and attname <> 'sample_tier'`.execute(
    db,
  )
  const columns = sql.join(rows.map(({ name }) => sql.id(name)))
  await sql`insert into page_view_samples (sample_tier, ${columns}) select 0, ${columns} from facts
    where is_current and error_count > 0 order by received_at`.execute(db)
  await sql`create index errors_received_at on errors using brin (received_at)`.execute(db)
}
