import { CamelCasePlugin, Kysely, sql } from 'kysely'
import { rollUp } from '../../apps/api/src/rollups/roll-up.ts'
import type { Database, Tables } from '../../apps/api/src/storage/database.ts'
import { postgresEngine } from '../../apps/api/src/storage/engines/postgres.ts'
import { ensurePartitions } from '../../apps/api/src/storage/partitions.ts'
import type { Storage } from '../../apps/api/src/storage/storage.ts'
import { errorsOfSubmissions } from '../../apps/api/src/storage/tables/errors.ts'
import { sampleColumns } from '../../apps/api/src/storage/tables/page-view-samples.ts'
import { isQueued, takeFromQueue } from '../../apps/api/src/storage/tables/rollup-queue.ts'

/** Page views that are made, and rolled up, in one transaction: the more, the fewer times a row of the rollups is written. */
const chunk = 50_000

const groups = 200
const pages = 2000
const agents = 500

/**
 * Fills a database with page views of the last thirty days, made by the database itself, and rolls them up by the code that
 * does so in production. Names, paths and errors are as uneven as real ones: few make most. While one chunk is rolled up the
 * next one is made, and the indexes of facts are made at the end.
 */
export async function seed({ db }: Storage, dbUrl: string | undefined, pageViews: number): Promise<void> {
  const own = dbUrl === undefined ? [] : [withoutLimits(dbUrl), withoutLimits(dbUrl)]
  const [maker = db, roller = db] = own
  try {
    const until = new Date()
    await ensurePartitions(maker, [new Date(until.getTime() - 30 * 86_400_000), until])
    await seedTexts(maker, pageViews)
    const indexes = await dropIndexes(maker)
    const begun = Date.now()
    let rollingUp: Promise<void> = Promise.resolve()
    for (let from = 0; from < pageViews; from += chunk) {
      const to = Math.min(from + chunk, pageViews)
      await Promise.all([seedChunk(maker, from + 1, to, pageViews, until), rollingUp])
      rollingUp = rollUpAll(roller)
      process.stderr.write(`\rseeding ${to} of ${pageViews}, ${Math.round(to / ((Date.now() - begun) / 1000))}/s   `)
    }
    await rollingUp
    process.stderr.write(`\rmaking indexes                          `)
    for (const index of indexes) await sql.raw(index).execute(maker)
    await sampleRows(maker, 0)
    await sql`vacuum (analyze)`.execute(maker)
    process.stderr.write(`\r${pageViews} page views made in ${Math.round((Date.now() - begun) / 1000)} s            \n`)
  } finally {
    for (const database of own) await database.destroy()
  }
}

export async function isSeeded({ db }: Storage): Promise<boolean> {
  return (await db.selectFrom('facts').select('debugDataId').limit(1).executeTakeFirst()) !== undefined
}

/** A database that was kept goes on up to now, as busy as it was. */
export async function goOn(db: Database, pageViews: number): Promise<void> {
  const { last, id } = await db
    .selectFrom('facts')
    .select(({ fn }) => [fn.max('receivedAt').as('last'), fn.max('debugDataId').as('id')])
    .executeTakeFirstOrThrow()
  const eachMs = (30 * 86_400_000) / pageViews
  const until = new Date(last.getTime() - (id - pageViews) * eachMs)
  const to = id + Math.floor((Date.now() - last.getTime()) / eachMs)
  for (let from = id; from < to; from += chunk) {
    await seedChunk(db, from + 1, Math.min(from + chunk, to), pageViews, until)
    await rollUpAll(db)
    await sampleRows(db, from)
  }
  // so that a Collector can be started on it and stores
  await sql`select setval('debug_data_id_seq', (select max(id) from debug_data))`.execute(db)
  await sql`analyze`.execute(db)
}

/** The submission id of page view number n, from 1. */
export function uuidOf(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
}

/** Making, indexing and tidying millions takes longer than a statement of the server may. */
export function withoutLimits(dbUrl: string): Database {
  const dialect = postgresEngine(dbUrl, () => {}).unlimitedDialect
  if (!dialect) throw new Error('this engine has limits')
  return new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] })
}

async function rollUpAll(db: Database): Promise<void> {
  while (await isQueued(db)) {
    await db.transaction().execute(async (trx) => {
      const facts = await takeFromQueue(trx, chunk)
      const erroneous = facts.filter((row) => row.errorCount > 0).map((row) => row.debugDataId)
      await rollUp(trx, facts, await errorsOfSubmissions(trx, erroneous))
    })
  }
}

/** Copies the facts after a number to the sample, as storing them does. */
async function sampleRows(db: Database, after: number): Promise<void> {
  await sql`insert into page_view_samples (${sql.raw(sampleColumns)}) select ${sql.raw(sampleColumns)} from facts
    where sample_tier > 0 and debug_data_id > ${after}`.execute(db)
}

/** @returns SQL that makes them again */
async function dropIndexes(db: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name,
      replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') as definition
    from pg_index where indrelid = 'facts'::regclass and not indisprimary`.execute(db)
  for (const { name } of rows) await sql`drop index ${sql.id(name)}`.execute(db)
  return rows.map(({ definition }) => definition)
}

async function seedTexts(db: Database, pageViews: number): Promise<void> {
  await sql`select setseed(0.42)`.execute(db)
  await sql`insert into error_groups (group_key, type, name, message, source)
    select lpad(to_hex(g), 16, '0'), 'error', 'TypeError', 'problem number ' || g, 'https://www.example/app.js'
    from generate_series(1, ${groups}::int) g`.execute(db)
  await sql`insert into texts (kind, hash, text) select 'message', g, 'problem number ' || g
    from generate_series(1, ${groups}::int) g`.execute(db)
  await sql`insert into texts (kind, hash, text) select 'userAgent', a, 'Mozilla/5.0 agent-' || a || ' of many'
    from generate_series(1, ${agents}::int) a`.execute(db)
  await sql`insert into texts (kind, hash, text) select 'url', p, 'https://' || (array['www','shop','blog'])[1 + p % 3]
      || '.example/page/' || p || '/title-of-' || md5(p::text) from generate_series(1, ${pages}::int) p`.execute(db)
  await sql`insert into fingerprints (fingerprint_key, components)
    select k, (select json_object_agg('component-' || c, left(md5((k % (2 + c * c))::text), 16))::text from generate_series(1, 20) c)
    from generate_series(1, ${fingerprints(pageViews)}::int) k`.execute(db)
}

/** One page view in ten has a fingerprint, which some share. */
const fingerprints = (pageViews: number) => Math.ceil(pageViews / 50)

async function seedChunk(db: Database, first: number, last: number, total: number, until: Date) {
  await sql`with made as materialized (
      select n, ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id,
        ${until}::timestamptz - ((${total}::float8 - n) / ${total} * 30) * interval '1 day' as at,
        random() as b, random() as e, random() as u, random() as i, random() as t,
        exp(sqrt(-2 * ln(1 - random())) * cos(6.2832 * random()) * 0.5) as slow,
        1 + floor(${pages}::int * random() ^ 4)::int as page,
        case when random() < 0.1 then 1 + floor(${fingerprints(total)}::int * random() ^ 2)::int end as fingerprint
      from generate_series(${first}::int, ${last}::int) n),
    raw as (
      insert into debug_data (id, ip, submission_id, timestamp)
      select n, case when i < 0.01 then '198.51.100.1' else '203.0.113.' || floor(i * ${total} / 20)::int end, id,
        at at time zone 'UTC' from made),
    claimed as (
      insert into submissions (submission_id, debug_data_id, received_at) select id, n, at from made),
    failed as (
      select n, id, at, 1 + floor(${groups}::int * (e / 0.05) ^ 3)::int % ${groups}::int as g from made where e < 0.05),
    errors as (
      insert into errors (received_at, message_hash, debug_data_id, ordinal, count, group_key, page_view_id)
      select at, g, n, 0, 1, lpad(to_hex(g), 16, '0'), id::text from failed),
    queued as (
      insert into rollup_queue (debug_data_id, sign, page_view_id, received_at) select n, 1, id::text, at from made)
    insert into facts (received_at, debug_data_id, submission_id, page_view_id, has_page_view_id, is_current,
      extract_version, sample_tier, error_count, visitor_id, url_hash, user_agent_hash, url, host, path, browser_name, os_name, device,
      lcp_ms, inp_ms, cls, fcp_ms, ttfb_ms, fingerprint_key, fingerprint_hash)
    select at, n, id, id::text, false, true, 1, least(4, floor(-ln(t) / ln(4)))::int, (e < 0.05)::int, 'visitor-' || (n % (1 + ${total}::int / 20)),
      page, 1 + floor(${agents}::int * u ^ 3)::int,
      'https://' || (array['www','shop','blog'])[1 + page % 3] || '.example/page/' || page || '/title-of-' || md5(page::text),
      (array['www','shop','blog'])[1 + page % 3] || '.example', '/page/' || (page / 5),
      case when b < 0.6 then 'Chrome' when b < 0.8 then 'Safari' when b < 0.9 then 'Firefox' when b < 0.999 then 'Edge'
        else 'Opera' end,
      (array['Windows','Android','iOS','macOS','Linux'])[1 + floor(5 * u ^ 2)::int],
      case when u < 0.5 then 'desktop' when u < 0.93 then 'mobile' when u < 0.98 then 'tablet' else 'bot' end,
      2000 * slow, case when b < 0.5 then 150 * slow end, 0.05 * slow, 1400 * slow, 500 * slow,
      fingerprint, 'fingerprint-' || fingerprint
    from made`.execute(db)
}
