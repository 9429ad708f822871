import { scrubUrl } from '@collector/schema/scrub-url'
import { Type } from 'typebox'
import { RefusedError } from '../http-errors.ts'
import { type Json, object, text } from '../ingest/clean.ts'
import { describeReport } from './describe-report.ts'
import type { Inlet, MadeSubmission, ReadBody } from './inlet.ts'
import { parseJson } from './parse-json.ts'
import { scrubValue } from './scrub-value.ts'

/** A browser sends a few together; more in one body are no browser's. */
const maxReports = 100
/** A day: older reports are broken clocks. */
const maxAgeMs = 86_400_000

/**
 * Reports that browsers send by themselves, also where no script ran (https://w3c.github.io/reporting/), and the older form of
 * content security policies (`report-uri`).
 */
export const reportInlet: Inlet = {
  name: 'report',
  summary: 'Store reports of browsers: crashes, violated policies, network errors, deprecations, interventions',
  paths: ({ reportPath }) => ['/report', reportPath],
  contentTypes: ['application/reports+json', 'application/csp-report', 'application/json'],
  answer: { statusCode: 204, schema: Type.Null({ description: 'Committed' }), body: () => undefined },
  async read({ bytes }) {
    const reports = [await parseJson(bytes)].flat()
    if (reports.length > maxReports) throw new RefusedError(400, `the body has more than ${maxReports} reports`)
    const read: ReadBody = { submissions: [], refusals: [] }
    for (const sent of reports.map(asReport)) {
      const made = makeSubmission(sent)
      if (typeof made === 'string') read.refusals.push(made)
      else read.submissions.push(made)
    }
    if (read.submissions.length === 0) throw new RefusedError(400, read.refusals[0] ?? 'the body has no reports')
    return read
  },
}

/** The older form has neither a type nor a URL of its own. */
function asReport(sent: unknown): Json {
  const report = object(sent)
  const csp = object(report['csp-report'])
  if (report['csp-report'] === undefined) return report
  const body = Object.fromEntries(Object.entries(csp).map(([name, value]) => [newNames[name] ?? name, value]))
  return { type: 'csp-violation', url: body['documentURL'], body }
}

const newNames: Record<string, string> = {
  'document-uri': 'documentURL',
  'blocked-uri': 'blockedURL',
  'effective-directive': 'effectiveDirective',
  'violated-directive': 'violatedDirective',
  'original-policy': 'originalPolicy',
  'source-file': 'sourceFile',
  'line-number': 'lineNumber',
  'column-number': 'columnNumber',
  'status-code': 'statusCode',
  'script-sample': 'sample',
}

/** Returns a submission, or why a report is none. */
function makeSubmission(report: Json): MadeSubmission | string {
  const type = text(report['type'], 100)
  if (type === null) return 'a report must be an object with a type'
  const described = describeReport(type, report)
  if (!described) return `unknown report type "${type}"`
  const { pageUrl, pageViewId, error } = described
  const userAgent = text(report['user_agent'], 1000)
  return {
    timestamp: new Date(Date.now() - ageMs(report['age'])).toISOString(),
    page: { url: scrubUrl(pageUrl), ...(pageViewId && { pageViewId }) },
    ...(userAgent && { browser: { userAgent } }),
    errors: [error],
    report: scrubValue(report),
  }
}

function ageMs(age: unknown): number {
  return typeof age === 'number' && age >= 0 && age <= maxAgeMs ? age : 0
}
