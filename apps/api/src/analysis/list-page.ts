import type { DeviceClass, PageSection, SubmissionItem, SubmissionsAnswer, SubmissionsQuery } from '@collector/schema'
import type { Database } from '../storage/database.ts'
import { type ListedSubmission, listSubmissions } from '../storage/tables/submissions.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { submissionIdOfRow } from './row-id.ts'

/**
 * One page of the list, newest first. Pages follow the row number downwards, so that what arrives meanwhile neither
 * repeats a row nor hides one.
 *
 * @throws RefusedError for a cursor that no list gave out
 */
export async function listPage(db: Database, { limit, cursor }: SubmissionsQuery): Promise<SubmissionsAnswer> {
  const before = cursor === undefined ? undefined : decodeCursor(cursor)
  const rows = await listSubmissions(db, { before, limit: limit + 1 })
  const items = rows.slice(0, limit).map(item)
  const last = items.at(-1)
  return { items, nextCursor: last && rows.length > limit ? encodeCursor(last.id) : null }
}

function item(row: ListedSubmission): SubmissionItem {
  return {
    id: row.id,
    submissionId: row.submissionId ?? submissionIdOfRow(row.id),
    receivedAt: row.receivedAt?.toISOString() ?? null,
    ip: row.ip,
    page: page(row),
    browser: { name: row.browserName, version: row.browserVersion },
    os: { name: row.osName, version: row.osVersion },
    device: row.device as DeviceClass | null,
    errorCount: row.errorCount ?? 0,
    vitals: { lcp: row.lcpMs, inp: row.inpMs, cls: row.cls, fcp: row.fcpMs, ttfb: row.ttfbMs },
  }
}

/** The fields that were sent, or null where none was. */
function page({
  url,
  referrer,
  title,
  pageViewId,
  sequence,
  sessionId,
  visitorId,
}: ListedSubmission): PageSection | null {
  const fields = Object.entries({ url, referrer, title, pageViewId, sequence, sessionId, visitorId })
  const sent = fields.filter(([, value]) => value !== null)
  return sent.length > 0 ? Object.fromEntries(sent) : null
}
