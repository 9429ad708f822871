import { CompiledQuery } from 'kysely'
import type { Database } from '../database.ts'
import { insertRows, receivedNow } from '../insert-rows.ts'
import type { Decided, NewFacts } from './new-submission.ts'

/**
 * SQL that decides which of some submissions count for their page views, the latest of each. Whoever comes second waits
 * here for the first, so the statements after this one see its facts. They are taken in the order of their ids, so that
 * two that write the same page views never wait for each other in a ring.
 *
 * @param rows of `page_view_id`, `sequence`, `debug_data_id` and `received_at`
 */
export function upsertPageViewsSql(rows: string): string {
  return `insert into page_views as p (page_view_id, debug_data_id, sequence, received_at)
    select distinct on (page_view_id collate "C") page_view_id, debug_data_id, sequence, received_at
    from ${rows} where page_view_id is not null
    order by page_view_id collate "C", sequence desc, debug_data_id desc
    on conflict (page_view_id) do update set
      debug_data_id = excluded.debug_data_id,
      sequence = excluded.sequence,
      received_at = excluded.received_at,
      previous_id = p.debug_data_id,
      previous_at = p.received_at
    where (excluded.sequence, excluded.debug_data_id) > (p.sequence, p.debug_data_id)
    returning debug_data_id, previous_id`
}

type PageViewRow = Pick<NewFacts, 'debugDataId' | 'facts'>

const pageViewColumns = {
  page_view_id: ({ facts }: PageViewRow) => facts.pageViewId,
  debug_data_id: ({ debugDataId }: PageViewRow) => debugDataId,
  sequence: ({ facts }: PageViewRow) => facts.sequence ?? 0,
}

const constants = { received_at: receivedNow }

const insertPageViews = insertRows<PageViewRow>({ table: 'page_views', columns: pageViewColumns, constants })

/** `sequence` is never null: a submission that comes after a later one of its page view makes this fail. */
const replacePageViews = insertRows<PageViewRow>({
  table: 'page_views as p',
  columns: pageViewColumns,
  constants,
  suffix: `on conflict (page_view_id) do update set
    debug_data_id = excluded.debug_data_id,
    sequence = case when (excluded.sequence, excluded.debug_data_id) > (p.sequence, p.debug_data_id)
      then excluded.sequence end,
    received_at = excluded.received_at,
    previous_id = p.debug_data_id,
    previous_at = p.received_at`,
})

/**
 * Writes that each of some submissions counts for its page view, where that goes without asking: those with sequence 1 are
 * their page views' first, the others their latest. One that is not makes it fail.
 */
export function countAll(rows: readonly PageViewRow[]): CompiledQuery[] {
  const known = rows
    .filter(({ facts }) => facts.pageViewId !== null)
    .toSorted((a, b) => ((a.facts.pageViewId as string) < (b.facts.pageViewId as string) ? -1 : 1))
  return [
    ...insertPageViews(known.filter((row) => !mayReplace(row))),
    ...replacePageViews(known.filter((row) => mayReplace(row))),
  ]
}

/** Returns whether an earlier submission of the same page view may exist. */
export function mayReplace({ facts }: Pick<NewFacts, 'facts'>): boolean {
  return facts.pageViewId !== null && (facts.sequence ?? 0) > 1
}

/** Decides which of submissions count whose numbers were given before. */
export async function decide(trx: Database, rows: readonly NewFacts[]): Promise<(NewFacts & Decided)[]> {
  const { rows: counted } = await trx.executeQuery<{ debugDataId: number; previousId: number | null }>(
    CompiledQuery.raw(
      upsertPageViewsSql(
        `json_to_recordset($1::text::json)
          as r (page_view_id text, sequence integer, debug_data_id integer, received_at timestamptz)`,
      ),
      [
        JSON.stringify(
          rows.map(({ debugDataId, receivedAt, facts }) => ({
            page_view_id: facts.pageViewId,
            sequence: facts.sequence ?? 0,
            debug_data_id: debugDataId,
            received_at: receivedAt,
          })),
        ),
      ],
    ),
  )
  const previous = new Map(counted.map((row) => [row.debugDataId, row.previousId]))
  return rows.map((row) => ({
    ...row,
    isCurrent: row.facts.pageViewId === null || previous.has(row.debugDataId),
    replaces: (previous.get(row.debugDataId) ?? null) !== null,
  }))
}
