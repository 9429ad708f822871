import type { DeviceClass, PageSection, SubmissionItem } from '@collector/schema'
import { metricNames, metrics } from '@collector/schema/catalogue'
import { readableUrl } from '../identity/readable-url.ts'
import { camelCase } from '../storage/camel-case.ts'
import type { ListedRow } from './list-rows.ts'
import { submissionIdOfRow } from './row-id.ts'

/** Returns a row as the list, the stream and an error group show it. */
export function submissionItem(row: ListedRow): SubmissionItem {
  return {
    id: row.id,
    submissionId: row.submissionId ?? submissionIdOfRow(row.id),
    kind: row.isReport ? 'report' : 'pageView',
    receivedAt: row.receivedAt?.toISOString() ?? null,
    ip: row.ip,
    page: page(row),
    readableUrl: row.url && readableUrl(row.url),
    browser: { name: row.browserName, version: row.browserVersion },
    os: { name: row.osName, version: row.osVersion },
    device: row.device as DeviceClass | null,
    release: row.release,
    environment: row.environment,
    isOwn: row.isOwn ?? false,
    errorCount: row.errorCount ?? 0,
    vitals: vitalsOf(row),
  }
}

/** Returns the fields of the page section that were sent, or null if none was. */
function page(row: ListedRow): PageSection | null {
  const { url, referrer, title, pageViewId, sequence, sessionId, visitorId, reference } = row
  const feedback = row.feedback === null ? null : { message: row.feedback }
  const fields = Object.entries({
    url,
    referrer,
    title,
    pageViewId,
    sequence,
    sessionId,
    visitorId,
    reference,
    feedback,
  })
  const sent = fields.filter(([, value]) => value !== null)
  return sent.length > 0 ? Object.fromEntries(sent) : null
}

function vitalsOf(row: ListedRow): SubmissionItem['vitals'] {
  return Object.fromEntries(
    metricNames.map((name) => [name, row[camelCase(metrics[name].column)]]),
  ) as SubmissionItem['vitals']
}
