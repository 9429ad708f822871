import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { insertRows } from '../insert-rows.ts'
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
  receivedAt: Date
  facts: ExtractedFacts
}

const claimPageViews = insertRows<NewFacts, { debugDataId: number; previousId: number | null }>({
  table: 'page_views',
  columns: {
    page_view_id: ({ facts }) => facts.pageViewId,
    debug_data_id: ({ debugDataId }) => debugDataId,
    sequence: ({ facts }) => facts.sequence ?? 0,
  },
  suffix: `on conflict (page_view_id) do update set
      debug_data_id = excluded.debug_data_id,
      sequence = excluded.sequence,
      previous_id = page_views.debug_data_id
    where (excluded.sequence, excluded.debug_data_id) > (page_views.sequence, page_views.debug_data_id)
    returning debug_data_id, previous_id`,
})

const insertFacts = insertRows<FactsTable>({
  table: 'facts',
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
const extractVersion = 1

/**
 * Writes the facts of submissions that were stored in the same transaction, decides which submission of each page view
 * counts, and queues what the rollups must add and take away.
 */
export async function writeFacts(trx: Database, rows: readonly NewFacts[]): Promise<void> {
  if (rows.length === 0) return
  // whoever comes second waits here for the first, so the statements after this one see its facts
  const claimed = await claimPageViews(trx, latestOfEachPageView(rows))
  const counting = new Set(claimed.map((row) => row.debugDataId))
  const replaced = claimed.map((row) => row.previousId).filter((id) => id !== null)

  const facts = rows.map((row) => factsRow(row, row.facts.pageViewId === null || counting.has(row.debugDataId)))
  await insertFacts(trx, facts)
  const added = facts.filter((row) => row.isCurrent).map((row) => ({ ...row, sign: 1 }))
  const taken = (await discount(trx, replaced)).map((row) => ({ ...row, sign: -1 }))
  await queueForRollup(trx, [...added, ...taken])
  await writeDetails(trx, rows)
}

function factsRow({ debugDataId, submissionId, receivedAt, facts }: NewFacts, isCurrent: boolean) {
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

/** In the order of their ids, so that two that write the same page views never wait for each other in a ring. */
function latestOfEachPageView(rows: readonly NewFacts[]): NewFacts[] {
  const latest = new Map<string, NewFacts>()
  for (const row of rows) {
    const { pageViewId } = row.facts
    if (pageViewId === null) continue
    const other = latest.get(pageViewId)
    if (!other || isLater(row, other)) latest.set(pageViewId, row)
  }
  return [...latest.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

function isLater(a: NewFacts, b: NewFacts): boolean {
  const difference = (a.facts.sequence ?? 0) - (b.facts.sequence ?? 0)
  return difference > 0 || (difference === 0 && a.debugDataId > b.debugDataId)
}

async function discount(trx: Database, debugDataIds: number[]) {
  if (debugDataIds.length === 0) return []
  return trx
    .updateTable('facts')
    .set({ isCurrent: false })
    .where('debugDataId', '=', sql<number>`any(${debugDataIds}::integer[])`)
    .where('isCurrent', '=', true)
    .returning(['debugDataId', 'pageViewId'])
    .execute()
}

/** Errors, the texts that can be searched, and sets of components; the distinct ones in one order everywhere. */
async function writeDetails(trx: Database, rows: readonly NewFacts[]): Promise<void> {
  const texts = new Map<string, TextsTable>()
  const add = (text: TextsTable) => texts.set(`${text.kind} ${text.hash}`, text)
  for (const { facts } of rows) {
    if (facts.url !== null && facts.urlHash !== null) add({ kind: 'url', hash: facts.urlHash, text: facts.url })
    if (facts.userAgent !== null && facts.userAgentHash !== null)
      add({ kind: 'userAgent', hash: facts.userAgentHash, text: facts.userAgent })
    for (const error of facts.errors) add({ kind: 'message', hash: error.messageHash, text: error.message })
  }
  await insertTexts(trx, inOrder(texts))

  const errors = rows.flatMap(({ debugDataId, submissionId, receivedAt, facts }) =>
    facts.errors.map((error) => ({
      ...error,
      debugDataId,
      receivedAt,
      pageViewId: facts.pageViewId ?? submissionId,
    })),
  )
  await insertErrorGroups(trx, inOrder(new Map(errors.map((error) => [error.groupKey, error]))))
  await insertErrors(trx, errors)

  const fingerprints = new Map(
    rows.flatMap(({ facts: { fingerprintKey, components } }) =>
      fingerprintKey === null ? [] : [[fingerprintKey, { fingerprintKey, components: JSON.stringify(components) }]],
    ),
  )
  await insertFingerprints(trx, inOrder(fingerprints))
}

function inOrder<Row>(rows: Map<string, Row>): Row[] {
  return [...rows.keys()].toSorted().map((key) => rows.get(key) as Row)
}
