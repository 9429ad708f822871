import type { SubmissionItem } from '@collector/schema'
import { metricNames, metrics } from '@collector/schema/catalogue'
import { camelCase } from '../storage/camel-case.ts'

const cells: Record<string, (item: SubmissionItem) => string | number | null | undefined> = {
  id: (item) => item.id,
  submissionId: (item) => item.submissionId,
  receivedAt: (item) => item.receivedAt,
  ip: (item) => item.ip,
  url: (item) => item.page?.url,
  referrer: (item) => item.page?.referrer,
  title: (item) => item.page?.title,
  pageViewId: (item) => item.page?.pageViewId,
  sequence: (item) => item.page?.sequence,
  sessionId: (item) => item.page?.sessionId,
  visitorId: (item) => item.page?.visitorId,
  reference: (item) => item.page?.reference,
  feedback: (item) => item.page?.feedback?.message,
  browser: (item) => item.browser.name,
  browserVersion: (item) => item.browser.version,
  os: (item) => item.os.name,
  osVersion: (item) => item.os.version,
  device: (item) => item.device,
  release: (item) => item.release,
  environment: (item) => item.environment,
  errorCount: (item) => item.errorCount,
  ...Object.fromEntries(
    metricNames.map((name) => [camelCase(metrics[name].column), (item: SubmissionItem) => item.vitals[name]]),
  ),
}

/** Header line. Spreadsheets recognize UTF-8 only by a byte order mark. */
export const exportHead = `\uFEFF${Object.keys(cells).join(',')}\r\n`

/** Returns a submission as a line of CSV (RFC 4180). */
export function exportRow(item: SubmissionItem): string {
  return `${Object.values(cells)
    .map((cell) => csvCell(cell(item)))
    .join(',')}\r\n`
}

function csvCell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const line = value.replace(/[\r\n]+/g, ' ')
  // spreadsheets run text that begins with these as a formula, also in full-width forms
  const safe = /^[=+\-@\t]/.test(line.slice(0, 1).normalize('NFKC')) ? `'${line}` : line
  return /[",']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
