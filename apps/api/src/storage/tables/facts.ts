import { CompiledQuery } from 'kysely'
import type { Database } from '../database.ts'
import { insertRows, orNow } from '../insert-rows.ts'
import { prepared } from '../prepared-statements.ts'
import { type ExtractedError, insertErrorGroups, insertErrors } from './errors.ts'
import { insertFingerprints } from './fingerprints.ts'
import { queueForRollup } from './rollups.ts'
import { insertTexts, type TextsTable } from './texts.ts'

/** Which submission of a page view counts; one row a page view that has an id of its own. */
export interface PageViewsTable {
  pageViewId: string
  debugDataId: number
  sequence: number
  /** The one that counted before. */
  previousId: number | null
}

/** What questions are asked of, one row a submission. Metrics count those with `isCurrent`: one a page view. */
export interface FactsTable {
  receivedAt: Date
  /** Of all resources together. */
  transferredBytes: number | null
  urlHash: string | null
  userAgentHash: string | null
  /** Hash of all component values. */
  fingerprintKey: string | null
  lcpMs: number | null
  inpMs: number | null
  cls: number | null
  fcpMs: number | null
  ttfbMs: number | null
  debugDataId: number
  sequence: number | null
  /** Occurrences, `count` included. */
  errorCount: number
  resourceCount: number | null
  extractVersion: number
  isCurrent: boolean
  submissionId: string
  /** The submission's id where the sender named no page view: it is one of its own. */
  pageViewId: string
  hasPageViewId: boolean
  sessionId: string | null
  visitorId: string | null
  /** The device fingerprint, as it was sent. */
  fingerprintHash: string | null
  url: string | null
  referrer: string | null
  /** With its port if it has one; null too where the referrer is no address. */
  referrerHost: string | null
  title: string | null
  host: string | null
  path: string | null
  browserName: string | null
  browserVersion: string | null
  osName: string | null
  osVersion: string | null
  device: string | null
}

/** What ingest extracts from one submission. `null`: it did not say. */
export interface ExtractedFacts
  extends Omit<
    FactsTable,
    'receivedAt' | 'debugDataId' | 'submissionId' | 'pageViewId' | 'hasPageViewId' | 'isCurrent' | 'extractVersion'
  > {
  pageViewId: string | null
  userAgent: string | null
  errors: ExtractedError[]
  /** Component name -> hash of its value. */
  components: Record<string, string>
}

/** A stored submission and what was extracted from it. */
export interface NewFacts {
  debugDataId: number
  submissionId: string
  /** null: now, by the clock of the database. */
  receivedAt: Date | null
  facts: ExtractedFacts
}

/** What was decided of a submission that has its number. */
export interface Decided {
  debugDataId: number
  /** Whether it counts for its page view. */
  isCurrent: boolean
  /** Whether there may be one that did before. */
  replaces: boolean
}

/**
 * SQL that decides which of some submissions count for their page views, the latest of each. Whoever comes second waits
 * here for the first, so the statements after this one see its facts. They are taken in the order of their ids, so that
 * two that write the same page views never wait for each other in a ring.
 *
 * @param rows of `page_view_id`, `sequence` and `debug_data_id`
 */
export function countSubmissions(rows: string): string {
  return `insert into page_views as p (page_view_id, debug_data_id, sequence)
    select distinct on (page_view_id collate "C") page_view_id, debug_data_id, sequence
    from ${rows} where page_view_id is not null
    order by page_view_id collate "C", sequence desc, debug_data_id desc
    on conflict (page_view_id) do update set
      debug_data_id = excluded.debug_data_id,
      sequence = excluded.sequence,
      previous_id = p.debug_data_id
    where (excluded.sequence, excluded.debug_data_id) > (p.sequence, p.debug_data_id)
    returning debug_data_id, previous_id`
}

type PageViewRow = Pick<NewFacts, 'debugDataId' | 'facts'>

const pageViewColumns = {
  page_view_id: ({ facts }: PageViewRow) => facts.pageViewId,
  debug_data_id: ({ debugDataId }: PageViewRow) => debugDataId,
  sequence: ({ facts }: PageViewRow) => facts.sequence ?? 0,
}

const insertPageViews = insertRows<PageViewRow>({ table: 'page_views', columns: pageViewColumns })

/** `sequence` is never null: a submission that comes after a later one of its page view makes this fail. */
const replacePageViews = insertRows<PageViewRow>({
  table: 'page_views as p',
  columns: pageViewColumns,
  suffix: `on conflict (page_view_id) do update set
    debug_data_id = excluded.debug_data_id,
    sequence = case when (excluded.sequence, excluded.debug_data_id) > (p.sequence, p.debug_data_id)
      then excluded.sequence end,
    previous_id = p.debug_data_id`,
})

/**
 * Writes that each of some submissions counts for its page view, where that goes without asking: those with sequence 1 are
 * their page views' first, the others their latest. One that is not makes it fail.
 */
export function countAll(rows: readonly PageViewRow[]): CompiledQuery[] {
  const known = rows
    .filter(({ facts }) => facts.pageViewId !== null)
    .toSorted((a, b) => ((a.facts.pageViewId as string) < (b.facts.pageViewId as string) ? -1 : 1))
  const [later = [], first = []] = [known.filter(mayReplace), known.filter((row) => !mayReplace(row))]
  return [...insertPageViews(first), ...replacePageViews(later)]
}

/** Whether there may have been another one of its page view before. */
export function mayReplace({ facts }: Pick<NewFacts, 'facts'>): boolean {
  return facts.pageViewId !== null && (facts.sequence ?? 0) > 1
}

const insertFacts = insertRows<Omit<FactsTable, 'receivedAt'> & Pick<NewFacts, 'receivedAt'>>({
  table: 'facts',
  expressions: { received_at: orNow },
  columns: {
    received_at: (row) => row.receivedAt,
    transferred_bytes: (row) => row.transferredBytes,
    url_hash: (row) => row.urlHash,
    user_agent_hash: (row) => row.userAgentHash,
    fingerprint_key: (row) => row.fingerprintKey,
    lcp_ms: (row) => row.lcpMs,
    inp_ms: (row) => row.inpMs,
    cls: (row) => row.cls,
    fcp_ms: (row) => row.fcpMs,
    ttfb_ms: (row) => row.ttfbMs,
    debug_data_id: (row) => row.debugDataId,
    sequence: (row) => row.sequence,
    error_count: (row) => row.errorCount,
    resource_count: (row) => row.resourceCount,
    extract_version: (row) => row.extractVersion,
    is_current: (row) => row.isCurrent,
    submission_id: (row) => row.submissionId,
    page_view_id: (row) => row.pageViewId,
    has_page_view_id: (row) => row.hasPageViewId,
    session_id: (row) => row.sessionId,
    visitor_id: (row) => row.visitorId,
    fingerprint_hash: (row) => row.fingerprintHash,
    url: (row) => row.url,
    referrer: (row) => row.referrer,
    referrer_host: (row) => row.referrerHost,
    title: (row) => row.title,
    host: (row) => row.host,
    path: (row) => row.path,
    browser_name: (row) => row.browserName,
    browser_version: (row) => row.browserVersion,
    os_name: (row) => row.osName,
    os_version: (row) => row.osVersion,
    device: (row) => row.device,
  },
})

/** Counts up when extraction changes: older facts can be found and made anew. */
const extractVersion = 2

/** Those that were replaced count no more, and the rollups must take them away. */
const discount = prepared(`with replaced as (
    update facts f set is_current = false
    from facts n join page_views p on p.page_view_id = n.page_view_id and p.debug_data_id = n.debug_data_id
    where n.debug_data_id = any($1::integer[])
      and f.page_view_id = p.page_view_id and f.debug_data_id = p.previous_id and f.is_current
    returning f.debug_data_id, f.page_view_id)
  insert into rollup_queue (debug_data_id, sign, page_view_id) select debug_data_id, -1, page_view_id from replaced`)

/** Writes the facts of submissions that were stored in the same transaction, and queues what the rollups must change. */
export function writeFacts(rows: readonly (NewFacts & Decided)[]): CompiledQuery[] {
  const facts = rows.map(factsRow)
  const replacing = rows.filter((row) => row.replaces).map((row) => row.debugDataId)
  return [
    ...insertFacts(facts),
    ...queueForRollup(facts.filter((row) => row.isCurrent).map((row) => ({ ...row, sign: 1 }))),
    ...(replacing.length > 0 ? [CompiledQuery.raw(discount, [`{${replacing}}`])] : []),
    ...writeDetails(rows),
  ]
}

/** Decides which of submissions count whose numbers were given before. */
export async function decide(trx: Database, rows: readonly NewFacts[]): Promise<(NewFacts & Decided)[]> {
  const { rows: counted } = await trx.executeQuery<{ debugDataId: number; previousId: number | null }>(
    CompiledQuery.raw(
      countSubmissions(
        'json_to_recordset($1::text::json) as r (page_view_id text, sequence integer, debug_data_id integer)',
      ),
      [
        JSON.stringify(
          rows.map(({ debugDataId, facts }) => ({
            page_view_id: facts.pageViewId,
            sequence: facts.sequence ?? 0,
            debug_data_id: debugDataId,
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

function factsRow({ debugDataId, submissionId, receivedAt, isCurrent, facts }: NewFacts & Decided) {
  return {
    ...facts,
    debugDataId,
    submissionId,
    receivedAt,
    isCurrent,
    extractVersion,
    pageViewId: facts.pageViewId ?? submissionId,
    hasPageViewId: facts.pageViewId !== null,
  }
}

/** Errors, the texts that can be searched, and sets of components; the distinct ones in one order everywhere. */
function writeDetails(rows: readonly NewFacts[]): CompiledQuery[] {
  const texts = new Map<string, TextsTable>()
  const add = (text: TextsTable) => texts.set(`${text.kind} ${text.hash}`, text)
  for (const { facts } of rows) {
    if (facts.url !== null && facts.urlHash !== null) add({ kind: 'url', hash: facts.urlHash, text: facts.url })
    if (facts.userAgent !== null && facts.userAgentHash !== null)
      add({ kind: 'userAgent', hash: facts.userAgentHash, text: facts.userAgent })
    for (const error of facts.errors) add({ kind: 'message', hash: error.messageHash, text: error.message })
  }

  const errors = rows.flatMap(({ debugDataId, submissionId, receivedAt, facts }) =>
    facts.errors.map((error) => ({
      ...error,
      debugDataId,
      receivedAt,
      pageViewId: facts.pageViewId ?? submissionId,
    })),
  )

  const fingerprints = new Map(
    rows.flatMap(({ facts: { fingerprintKey, components } }) =>
      fingerprintKey === null ? [] : [[fingerprintKey, { fingerprintKey, components: JSON.stringify(components) }]],
    ),
  )
  return [
    ...insertTexts(inOrder(texts)),
    ...insertErrorGroups(inOrder(new Map(errors.map((error) => [error.groupKey, error])))),
    ...insertErrors(errors),
    ...insertFingerprints(inOrder(fingerprints)),
  ]
}

function inOrder<Row>(rows: Map<string, Row>): Row[] {
  return [...rows.keys()].toSorted().map((key) => rows.get(key) as Row)
}
