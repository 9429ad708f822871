import { type Selectable, sql } from 'kysely'
import type { Database } from '../database.ts'
import { insertRows } from '../insert-rows.ts'
import type { DebugDataTable } from './debug-data.ts'

/** What questions are asked of, one row a submission: facts, extracted once when it came. */
export interface SubmissionsTable {
  submissionId: string
  debugDataId: number
  receivedAt: Date
  pageViewId: string | null
  sequence: number | null
  sessionId: string | null
  visitorId: string | null
  url: string | null
  referrer: string | null
  title: string | null
  browserName: string | null
  browserVersion: string | null
  osName: string | null
  osVersion: string | null
  device: string | null
  errorCount: number
  lcpMs: number | null
  inpMs: number | null
  cls: number | null
  fcpMs: number | null
  ttfbMs: number | null
}

/** A submission as ingest hands it over: its raw text, and the facts in it. */
export interface NewSubmission {
  raw: Omit<Selectable<DebugDataTable>, 'id' | 'timestamp' | 'submissionId'>
  facts: Omit<Selectable<SubmissionsTable>, 'debugDataId' | 'receivedAt'>
}

/** The number of its row in debug_data, and whether it was written now. */
export interface Stored {
  id: number
  isNew: boolean
}

/** The row that claims a submission's id: one id is claimed once, whoever comes first. */
const claim = insertRows<NewSubmission, { submissionId: string; debugDataId: number }>({
  table: 'submissions',
  columns: {
    submission_id: ({ facts }) => facts.submissionId,
    page_view_id: ({ facts }) => facts.pageViewId,
    sequence: ({ facts }) => facts.sequence,
    session_id: ({ facts }) => facts.sessionId,
    visitor_id: ({ facts }) => facts.visitorId,
    url: ({ facts }) => facts.url,
    referrer: ({ facts }) => facts.referrer,
    title: ({ facts }) => facts.title,
    browser_name: ({ facts }) => facts.browserName,
    browser_version: ({ facts }) => facts.browserVersion,
    os_name: ({ facts }) => facts.osName,
    os_version: ({ facts }) => facts.osVersion,
    device: ({ facts }) => facts.device,
    error_count: ({ facts }) => facts.errorCount,
    lcp_ms: ({ facts }) => facts.lcpMs,
    inp_ms: ({ facts }) => facts.inpMs,
    cls: ({ facts }) => facts.cls,
    fcp_ms: ({ facts }) => facts.fcpMs,
    ttfb_ms: ({ facts }) => facts.ttfbMs,
  },
  constants: { received_at: 'now()', debug_data_id: "nextval(pg_get_serial_sequence('debug_data', 'id'))" },
  suffix: 'on conflict do nothing returning submission_id, debug_data_id',
})

interface RawRow extends NewSubmission {
  id: number
}

const insertRaw = insertRows<RawRow>({
  table: 'debug_data',
  columns: {
    id: ({ id }) => id,
    submission_id: ({ facts }) => facts.submissionId,
    ip: ({ raw }) => raw.ip,
    browser_info: ({ raw }) => raw.browserInfo,
    performance_data: ({ raw }) => raw.performanceData,
    fingerprints: ({ raw }) => raw.fingerprints,
    errors: ({ raw }) => raw.errors,
    page: ({ raw }) => raw.page,
    client_timestamp: ({ raw }) => raw.clientTimestamp,
    extra: ({ raw }) => raw.extra,
  },
  constants: { timestamp: "now() at time zone 'UTC'" },
})

/**
 * Stores submissions, all or none: when this settles they are committed. One id is stored once, however often and however
 * simultaneously it comes: in one call, in several, or to several processes.
 *
 * @returns what became of each, in the order given
 */
export async function storeSubmissions(db: Database, submissions: readonly NewSubmission[]): Promise<Stored[]> {
  // ids are claimed in one order everywhere: two that have the same ids wait for each other, but never in a ring
  const inOrder = submissions.toSorted((a, b) => (a.facts.submissionId < b.facts.submissionId ? -1 : 1))

  return db.transaction().execute(async (trx) => {
    const claimed = await claim(trx, inOrder)
    const ids = new Map(claimed.map((row) => [row.submissionId, row.debugDataId]))
    const fresh: RawRow[] = []
    const isNew = submissions.map((submission) => {
      const id = ids.get(submission.facts.submissionId)
      if (id === undefined || fresh.some((row) => row.id === id)) return false
      fresh.push({ ...submission, id })
      return true
    })
    await insertRaw(trx, fresh)

    const known = submissions.map(({ facts }) => facts.submissionId).filter((submissionId) => !ids.has(submissionId))
    for (const row of await findRowIds(trx, known)) ids.set(row.submissionId, row.debugDataId)
    return submissions.map(({ facts }, index) => ({
      id: ids.get(facts.submissionId) as number,
      isNew: isNew[index] as boolean,
    }))
  })
}

async function findRowIds(db: Database, submissionIds: string[]) {
  if (submissionIds.length === 0) return []
  return db
    .selectFrom('submissions')
    .select(['submissionId', 'debugDataId'])
    .where('submissionId', 'in', submissionIds)
    .execute()
}

/** Every row there is, the predecessor's too: those have no facts. */
function allRows(db: Database) {
  return db
    .selectFrom('debugData as d')
    .leftJoin('submissions as s', 's.debugDataId', 'd.id')
    .select((column) => [
      'd.id',
      'd.ip',
      's.submissionId',
      column.fn.coalesce('s.receivedAt', sql<Date>`d.timestamp at time zone 'UTC'`).as('receivedAt'),
    ])
}

/** Submissions newest first, from below the number `before`. */
export function listSubmissions(db: Database, { before, limit }: { before: number | undefined; limit: number }) {
  return allRows(db)
    .select([
      's.pageViewId',
      's.sequence',
      's.sessionId',
      's.visitorId',
      's.url',
      's.referrer',
      's.title',
      's.browserName',
      's.browserVersion',
      's.osName',
      's.osVersion',
      's.device',
      's.errorCount',
      's.lcpMs',
      's.inpMs',
      's.cls',
      's.fcpMs',
      's.ttfbMs',
    ])
    .$if(before !== undefined, (query) => query.where('d.id', '<', before as number))
    .orderBy('d.id', 'desc')
    .limit(limit)
    .execute()
}

export type ListedSubmission = Awaited<ReturnType<typeof listSubmissions>>[number]

/** One submission with its raw text, by its id or, for a row without one, by its number. */
export function findSubmission(db: Database, key: { submissionId: string } | { id: number }) {
  return allRows(db)
    .select([
      'd.browserInfo',
      'd.performanceData',
      'd.fingerprints',
      'd.errors',
      'd.page',
      'd.clientTimestamp',
      'd.extra',
    ])
    .$if('submissionId' in key, (query) =>
      query.where('s.submissionId', '=', (key as { submissionId: string }).submissionId),
    )
    .$if('id' in key, (query) =>
      query.where('d.id', '=', (key as { id: number }).id).where('s.submissionId', 'is', null),
    )
    .executeTakeFirst()
}

export type StoredSubmission = NonNullable<Awaited<ReturnType<typeof findSubmission>>>
