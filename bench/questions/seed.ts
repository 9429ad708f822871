import { sql } from 'kysely'
import { rollUpQueue } from '../../apps/api/src/jobs/roll-up-queue.ts'
import type { Storage } from '../../apps/api/src/storage/storage.ts'

/** Each within the time a statement may take. */
const chunk = 20_000

/**
 * Fills a database with page views of the last thirty days, made by the database itself, and rolls them up by the job that
 * does so in production. Names, paths and errors are as uneven as real ones: few make most.
 */
export async function seed({ db }: Storage, pageViews: number): Promise<void> {
  const groups = 200
  await sql`select setseed(0.42)`.execute(db)
  await sql`insert into error_groups (group_key, type, name, message, source)
    select lpad(to_hex(g), 16, '0'), 'error', 'TypeError', 'problem number ' || g, 'https://www.example/app.js'
    from generate_series(1, ${groups}) g`.execute(db)
  await sql`insert into texts (kind, hash, text) select 'message', g, 'problem number ' || g
    from generate_series(1, ${groups}) g`.execute(db)
  await sql`insert into texts (kind, hash, text) select 'userAgent', a, 'Mozilla/5.0 agent-' || a || ' of many'
    from generate_series(1, 500) a`.execute(db)
  await sql`insert into texts (kind, hash, text) select 'url', p, 'https://' || (array['www','shop','blog'])[1 + p % 3]
      || '.example/page/' || p || '/title-of-' || md5(p::text) from generate_series(1, 2000) p`.execute(db)

  const begun = Date.now()
  for (let from = 0; from < pageViews; from += chunk) {
    await seedChunk(db, from + 1, Math.min(from + chunk, pageViews), pageViews, groups)
    await rollUpQueue(db)
    const done = Math.min(from + chunk, pageViews)
    process.stderr.write(`\rseeding ${done} of ${pageViews}, ${Math.round(done / ((Date.now() - begun) / 1000))}/s   `)
  }
  process.stderr.write('\r                                            \r')
  for (const table of ['facts', 'errors', 'rollups', 'rollup_queue', 'debug_data', 'texts']) {
    await sql`vacuum (analyze) ${sql.table(table)}`.execute(db)
  }
}

async function seedChunk(db: Storage['db'], first: number, last: number, total: number, groups: number) {
  await sql`with made as materialized (
      select n, ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id,
        now() - ((${total}::float8 - n) / ${total} * 30) * interval '1 day' as at,
        random() as b, random() as e, random() as u, exp(sqrt(-2 * ln(1 - random())) * cos(6.2832 * random()) * 0.5) as slow,
        1 + floor(2000 * random() ^ 4)::int as page
      from generate_series(${first}::int, ${last}::int) n),
    raw as (
      insert into debug_data (id, ip, submission_id, timestamp) select n, '203.0.113.9', id, at at time zone 'UTC' from made),
    claimed as (
      insert into submissions (submission_id, debug_data_id, received_at) select id, n, at from made),
    failed as (
      select n, id, at, 1 + floor(${groups} * (e / 0.05) ^ 3)::int % ${groups} as g from made where e < 0.05),
    errors as (
      insert into errors (received_at, message_hash, debug_data_id, ordinal, count, group_key, page_view_id)
      select at, g, n, 0, 1, lpad(to_hex(g), 16, '0'), id::text from failed),
    queued as (
      insert into rollup_queue (debug_data_id, sign, page_view_id) select n, 1, id::text from made)
    insert into facts (received_at, debug_data_id, submission_id, page_view_id, has_page_view_id, is_current,
      extract_version, error_count, visitor_id, url_hash, user_agent_hash, url, host, path, browser_name, os_name, device,
      lcp_ms, inp_ms, cls, fcp_ms, ttfb_ms)
    select at, n, id, id::text, false, true, 1, (e < 0.05)::int, 'visitor-' || (n % (1 + ${total} / 20)),
      page, 1 + floor(500 * u ^ 3)::int,
      'https://' || (array['www','shop','blog'])[1 + page % 3] || '.example/page/' || page || '/title-of-' || md5(page::text),
      (array['www','shop','blog'])[1 + page % 3] || '.example', '/page/' || (page / 5),
      case when b < 0.6 then 'Chrome' when b < 0.8 then 'Safari' when b < 0.9 then 'Firefox' when b < 0.999 then 'Edge'
        else 'Opera' end,
      (array['Windows','Android','iOS','macOS','Linux'])[1 + floor(5 * u ^ 2)::int],
      case when u < 0.5 then 'desktop' when u < 0.93 then 'mobile' when u < 0.98 then 'tablet' else 'bot' end,
      2000 * slow, case when b < 0.5 then 150 * slow end, 0.05 * slow, 1400 * slow, 500 * slow
    from made`.execute(db)
}
