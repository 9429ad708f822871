import type { ErrorEntry } from '@collector/schema'
import { guard } from '../../browser/guard.ts'
import { listen } from '../../browser/listen.ts'
import { pick } from '../../browser/pick.ts'
import { scrubUrl } from '../../privacy/scrub-url.ts'
import { describeError } from './describe-error.ts'
import { truncate } from './truncate.ts'

/**
 * Hears every error the platform tells of: uncaught ones, rejections nobody handled, resources that failed to load,
 * violations of the page's security policy, and what the browser forbade.
 *
 * @returns what ends it
 */
export function observeErrors(record: (error: ErrorEntry) => void): () => void {
  const stops = [
    // capturing: failures of resources do not bubble
    listen(
      window,
      'error',
      (event: Event) => {
        if (event instanceof ErrorEvent) record(uncaught(event))
        else if (event.target instanceof Element) record(failedResource(event.target))
      },
      true,
    ),
    listen(window, 'unhandledrejection', ({ reason }: PromiseRejectionEvent) =>
      record({ type: 'unhandledrejection', ...describeError(reason) }),
    ),
    observeReports(record),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** The observer also tells what was before it, but not every browser has it. https://w3c.github.io/reporting/ */
function observeReports(record: (error: ErrorEntry) => void): () => void {
  if (typeof ReportingObserver === 'undefined') {
    return listen(document, 'securitypolicyviolation', (event: SecurityPolicyViolationEvent) =>
      record(
        violation({
          ...pick(event, 'effectiveDirective', 'sourceFile', 'lineNumber', 'columnNumber'),
          blockedURL: event.blockedURI,
          documentURL: event.documentURI,
        }),
      ),
    )
  }
  const observer = new ReportingObserver(
    (reports) =>
      reports.forEach(
        guard(({ type, body }) => {
          const details = (body ?? {}) as unknown as ReportBody
          record(type === 'csp-violation' ? violation(details) : intervention(details))
        }),
      ),
    { buffered: true, types: ['csp-violation', 'intervention'] },
  )
  observer.observe()
  return () => observer.disconnect()
}

interface ReportBody {
  effectiveDirective?: string
  blockedURL?: string
  documentURL?: string
  message?: string
  sourceFile?: string | null
  lineNumber?: number | null
  columnNumber?: number | null
}

function violation({ effectiveDirective, blockedURL, documentURL, ...place }: ReportBody): ErrorEntry {
  return {
    type: 'csp',
    message: `${effectiveDirective} blocked ${scrubUrl(blockedURL || 'inline code')}`,
    ...placeOf(place, documentURL),
  }
}

function intervention({ message, ...place }: ReportBody): ErrorEntry {
  return { type: 'captured', name: 'Intervention', message: truncate(message ?? ''), ...placeOf(place) }
}

function placeOf({ sourceFile, lineNumber, columnNumber }: ReportBody, otherwise = ''): Partial<ErrorEntry> {
  return {
    source: scrubUrl(sourceFile || otherwise),
    ...(lineNumber && { lineno: lineNumber }),
    ...(columnNumber && { colno: columnNumber }),
  }
}

function uncaught({ message, filename, lineno, colno, error }: ErrorEvent): ErrorEntry {
  return {
    type: 'error',
    // a script of another origin without CORS gives no error object, only "Script error."
    ...(error == null ? { message: truncate(message) } : describeError(error)),
    source: scrubUrl(filename),
    lineno,
    colno,
  }
}

function failedResource(element: Element): ErrorEntry {
  const url = (element as HTMLImageElement).src || (element as HTMLLinkElement).href || ''
  return {
    type: 'resource',
    message: `<${element.tagName.toLowerCase()}> failed to load`,
    source: scrubUrl(String(url)),
  }
}
