import { CompiledQuery } from 'kysely'
import type { Database } from '../database.ts'
import { insertRows, receivedNow } from '../insert-rows.ts'
import { type Decided, type NewFacts, pageViewOf } from './new-submission.ts'

/**
 * Returns SQL that decides which of some submissions are current, the latest of each page view. A second transaction
 * waits here for the first, so the following statements see its facts. Rows are locked in the order of their ids, so
 * that transactions with the same page views cannot deadlock.
 *
 * @param rows of `page_view_id`, `sequence`, `debug_data_id` and `received_at`
 * @param shard the parameter that holds their shard
 */
export function upsertPageViewsSql(rows: string, shard: string): string {
  return `insert into page_views as p (page_view_id, debug_data_id, sequence, received_at, shard)
    select distinct on (page_view_id collate "C") page_view_id, debug_data_id, sequence, received_at, ${shard}::smallint
    from ${rows} where page_view_id is not null
    order by page_view_id collate "C", sequence desc, debug_data_id desc
    on conflict (page_view_id, shard) do update set
      debug_data_id = excluded.debug_data_id,
      sequence = excluded.sequence,
      received_at = excluded.received_at,
      previous_id = p.debug_data_id,
      previous_at = p.received_at
    where (excluded.sequence, excluded.debug_data_id) > (p.sequence, p.debug_data_id)
    returning debug_data_id, previous_id`
}

type PageViewRow = Pick<NewFacts, 'debugDataId' | 'shard' | 'facts'>

const pageViewColumns = {
  page_view_id: ({ facts }: PageViewRow) => facts.pageViewId,
  debug_data_id: ({ debugDataId }: PageViewRow) => debugDataId,
  sequence: ({ facts }: PageViewRow) => facts.sequence ?? 0,
}

const common = {
  shard: (row: PageViewRow) => row.shard,
  columns: pageViewColumns,
  constants: { received_at: receivedNow },
}

const insertPageViews = insertRows<PageViewRow>({ table: 'page_views', ...common })

/** Fails for a submission that arrives after a later one of its page view, because `sequence` must not be null. */
const replacePageViews = insertRows<PageViewRow>({
  table: 'page_views as p',
  ...common,
  suffix: `on conflict (page_view_id, shard) do update set
    debug_data_id = excluded.debug_data_id,
    sequence = case when (excluded.sequence, excluded.debug_data_id) > (p.sequence, p.debug_data_id)
      then excluded.sequence end,
    received_at = excluded.received_at,
    previous_id = p.debug_data_id,
    previous_at = p.received_at`,
})

/**
 * Makes each of some submissions current without checking: those with sequence 1 as the first of their page views,
 * the others as the latest. It fails if one is not.
 */
export function countAll(rows: readonly PageViewRow[]): CompiledQuery[] {
  const known = rows
    .filter(({ facts }) => pageViewOf(facts) !== null)
    .toSorted((a, b) => ((a.facts.pageViewId as string) < (b.facts.pageViewId as string) ? -1 : 1))
  return [
    ...insertPageViews(known.filter((row) => !mayReplace(row))),
    ...replacePageViews(known.filter((row) => mayReplace(row))),
  ]
}

/** Returns whether an earlier submission of the same page view may exist. */
export function mayReplace({ facts }: Pick<NewFacts, 'facts'>): boolean {
  return pageViewOf(facts) !== null && (facts.sequence ?? 0) > 1
}

/** Decides which submissions with existing numbers are current; all are of one shard. */
export async function decide(trx: Database, rows: readonly NewFacts[]): Promise<(NewFacts & Decided)[]> {
  const { rows: counted } = await trx.executeQuery<{ debugDataId: number; previousId: number | null }>(
    CompiledQuery.raw(
      upsertPageViewsSql(
        `json_to_recordset($1::text::json)
          as r (page_view_id text, sequence integer, debug_data_id integer, received_at timestamptz)`,
        '$2',
      ),
      [
        JSON.stringify(
          rows.map(({ debugDataId, receivedAt, facts }) => ({
            page_view_id: pageViewOf(facts),
            sequence: facts.sequence ?? 0,
            debug_data_id: debugDataId,
            received_at: receivedAt,
          })),
        ),
        rows[0]?.shard ?? 0,
      ],
    ),
  )
  const previous = new Map(counted.map((row) => [row.debugDataId, row.previousId]))
  return rows.map((row) => ({
    ...row,
    isCurrent: pageViewOf(row.facts) === null || previous.has(row.debugDataId),
    replaces: (previous.get(row.debugDataId) ?? null) !== null,
  }))
}
