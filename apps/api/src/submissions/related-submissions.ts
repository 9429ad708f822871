import type { RelatedAnswer } from '@collector/schema'
import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { findSubmission } from './find-submission.ts'
import { submissionIdOfRow } from './row-id.ts'

/** The list has all of them. */
const mostOfPageView = 50
const mostGroups = 20

/** Returns the related submissions of a submission, as links to follow; undefined if it does not exist. */
export async function relatedSubmissions(db: Database, submissionId: string): Promise<RelatedAnswer | undefined> {
  const row = await findSubmission(db, submissionId)
  if (!row) return undefined
  const facts = await db
    .selectFrom('facts')
    .select(['pageViewId', 'visitorId', 'fingerprintHash'])
    .where('debugDataId', '=', row.id)
    .executeTakeFirst()
  return {
    pageView: facts ? await ofPageView(db, facts.pageViewId) : [],
    visitorId: facts?.visitorId ?? null,
    fingerprint: facts?.fingerprintHash ?? null,
    errorGroups: await groupsOf(db, row.id),
  }
}

async function ofPageView(db: Database, pageViewId: string): Promise<RelatedAnswer['pageView']> {
  const { rows } = await sql<{
    id: number
    submissionId: string | null
    sequence: number | null
    receivedAt: Date
    isReport: boolean
  }>`
    select d.id, d.submission_id, f.sequence, f.received_at, f.is_report from facts f join debug_data d on d.id = f.debug_data_id
    where f.page_view_id = ${pageViewId} order by f.is_report, coalesce(f.sequence, 0), d.id limit ${mostOfPageView}`.execute(
    db,
  )
  return rows.map(({ id, submissionId, sequence, receivedAt, isReport }) => ({
    id,
    kind: isReport ? 'report' : 'pageView',
    submissionId: submissionId ?? submissionIdOfRow(id),
    sequence,
    receivedAt: receivedAt.toISOString(),
  }))
}

async function groupsOf(db: Database, debugDataId: number): Promise<RelatedAnswer['errorGroups']> {
  const { rows } = await sql<{ groupKey: string; message: string }>`
    select g.group_key, g.message from error_groups g
    join (select group_key, min(ordinal) as first from errors where debug_data_id = ${debugDataId} group by group_key) e
      on e.group_key = g.group_key
    order by e.first limit ${mostGroups}`.execute(db)
  return rows
}
