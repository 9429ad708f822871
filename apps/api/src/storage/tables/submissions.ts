import { type Selectable, sql } from 'kysely'
import type { Database } from '../database.ts'
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

/**
 * Stores a submission once, however often and however simultaneously it comes: the row that claims its id is written
 * in the same statement as the raw row, so that there are both or neither.
 *
 * @returns the number of its row in debug_data, and whether this call wrote it
 */
export async function storeSubmission(
  db: Database,
  { raw, facts }: NewSubmission,
): Promise<{ id: number; isNew: boolean }> {
  const written = await db
    .with('claimed', (claim) =>
      claim
        .insertInto('submissions')
        .values({
          ...facts,
          receivedAt: sql`now()`,
          debugDataId: sql`nextval(pg_get_serial_sequence('debug_data', 'id'))`,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('debugDataId'),
    )
    .insertInto('debugData')
    .columns([
      'id',
      'submissionId',
      'ip',
      'browserInfo',
      'performanceData',
      'fingerprints',
      'errors',
      'page',
      'clientTimestamp',
      'extra',
      'timestamp',
    ])
    .expression((from) =>
      from
        .selectFrom('claimed')
        .select([
          'debugDataId',
          sql`${facts.submissionId}::uuid`.as('submissionId'),
          sql`${raw.ip}::text`.as('ip'),
          sql`${raw.browserInfo}::text`.as('browserInfo'),
          sql`${raw.performanceData}::text`.as('performanceData'),
          sql`${raw.fingerprints}::text`.as('fingerprints'),
          sql`${raw.errors}::text`.as('errors'),
          sql`${raw.page}::text`.as('page'),
          sql`${raw.clientTimestamp}::text`.as('clientTimestamp'),
          sql`${raw.extra}::text`.as('extra'),
          sql`now() at time zone 'UTC'`.as('timestamp'),
        ]),
    )
    .returning('id')
    .executeTakeFirst()
  if (written) return { id: written.id, isNew: true }

  const existing = await db
    .selectFrom('submissions')
    .select('debugDataId')
    .where('submissionId', '=', facts.submissionId)
    .executeTakeFirstOrThrow()
  return { id: existing.debugDataId, isNew: false }
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
