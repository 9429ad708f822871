import type { ErrorEntry } from '@collector/schema'
import { guard } from '../../browser/guard.ts'
import { listen } from '../../browser/listen.ts'
import { truncate } from '../../describe/truncate.ts'
import { scrubUrl } from '../../privacy/scrub-url.ts'

/**
 * Observes violations of the page's security policy and interventions of the browser. The reporting observer also has
 * earlier ones, but not every browser has it. https://w3c.github.io/reporting/
 *
 * @returns a function that stops it
 */
export function observeReports(record: (error: ErrorEntry) => void): () => void {
  if (typeof ReportingObserver === 'undefined') {
    return listen(document, 'securitypolicyviolation', (event: Violation) => record(violation(event)))
  }
  const observer = new ReportingObserver(
    (reports) =>
      reports.forEach(
        guard(({ type, body }) => record(type === 'csp-violation' ? violation(body ?? {}) : intervention(body ?? {}))),
      ),
    { buffered: true, types: ['csp-violation', 'intervention'] },
  )
  observer.observe()
  return () => observer.disconnect()
}

interface Place {
  sourceFile?: string | null
  lineNumber?: number | null
  columnNumber?: number | null
}

/** The event names two fields differently from the report. Their fields may be getters, which spreading leaves out. */
interface Violation extends Place {
  effectiveDirective?: string
  disposition?: 'enforce' | 'report'
  blockedURL?: string
  blockedURI?: string
  documentURL?: string
  documentURI?: string
}

function violation(report: Violation): ErrorEntry {
  const {
    effectiveDirective,
    disposition,
    blockedURI,
    blockedURL = blockedURI,
    documentURI,
    documentURL = documentURI,
  } = report
  const blocked = disposition === 'report' ? 'would block' : 'blocked'
  return {
    type: 'csp',
    message: `${effectiveDirective} ${blocked} ${scrubUrl(blockedURL || 'inline code')}`,
    ...(disposition && { disposition }),
    ...placeOf(report, documentURL),
  }
}

function intervention(report: Place & { id?: string; message?: string }): ErrorEntry {
  const { id, message = '' } = report
  return { type: 'intervention', ...(id && { name: id }), message: truncate(message), ...placeOf(report) }
}

function placeOf({ sourceFile, lineNumber, columnNumber }: Place, otherwise = ''): Partial<ErrorEntry> {
  return {
    source: scrubUrl(sourceFile || otherwise),
    ...(lineNumber && { lineno: lineNumber }),
    ...(columnNumber && { colno: columnNumber }),
  }
}
