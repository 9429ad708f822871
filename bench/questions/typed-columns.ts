import { sql } from 'kysely'
import type { Database } from '../../apps/api/src/storage/database.ts'

/** The same questions as handwritten SQL over a plain table of typed columns, without rollups or sample, by their names in `asked`. */
export const typedColumns: Record<string, (db: Database) => Promise<unknown>> = {
  'overview 7d': (db) => overview(db, '7 days'),
  'overview 30d': (db) => overview(db, '30 days'),
  'LCP 7d by path': (db) => byPath(db, '7 days'),
  'LCP 30d by path': (db) => byPath(db, '30 days'),
  'errors 7d': (db) => errors(db, '7 days'),
  'errors 30d': (db) => errors(db, '30 days'),
}

const recent = (time: string) => sql`is_current and received_at >= now() - ${time}::interval`

async function overview(db: Database, time: string): Promise<void> {
  await sql`select date_trunc('day', received_at) as at, count(*), sum((error_count > 0)::int), sum(error_count)
    from facts where ${recent(time)} group by 1`.execute(db)
  await sql`select percentile_cont(0.75) within group (order by lcp_ms), percentile_cont(0.75) within group (order by inp_ms),
      percentile_cont(0.75) within group (order by cls), percentile_cont(0.75) within group (order by fcp_ms),
      percentile_cont(0.75) within group (order by ttfb_ms) from facts where ${recent(time)}`.execute(db)
  for (const column of ['path', 'host', 'browser_name', 'os_name', 'device']) {
    await sql`select ${sql.id(column)}, count(*) from facts where ${recent(time)}
      group by 1 order by 2 desc limit 10`.execute(db)
  }
}

function byPath(db: Database, time: string) {
  return sql`select path, count(*), percentile_cont(0.75) within group (order by lcp_ms) from facts
    where ${recent(time)} and lcp_ms is not null group by path order by 2 desc limit 50`.execute(db)
}

function errors(db: Database, time: string) {
  return sql`select e.group_key, sum(e.count), count(distinct e.page_view_id) from errors e
    where e.received_at >= now() - ${time}::interval group by 1 order by 2 desc limit 50`.execute(db)
}
