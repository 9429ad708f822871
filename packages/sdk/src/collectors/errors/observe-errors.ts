import { listen } from '../../browser/listen.ts'
import { scrubUrl } from '../../privacy/scrub-url.ts'
import { describeError } from './describe-error.ts'
import type { ErrorLog } from './error-log.ts'
import { truncate } from './truncate.ts'

/**
 * Hears every error the platform tells of: uncaught ones, rejections nobody handled, resources that failed to load,
 * violations of the page's security policy.
 *
 * @returns what ends it
 */
export function observeErrors(log: () => ErrorLog): () => void {
  const stops = [
    // capturing: failures of resources do not bubble
    listen(
      window,
      'error',
      (event: Event) => {
        if (event instanceof ErrorEvent) log().add(uncaught(event))
        else if (event.target instanceof Element) log().add(failedResource(event.target))
      },
      true,
    ),
    listen(window, 'unhandledrejection', ({ reason }: PromiseRejectionEvent) =>
      log().add({ type: 'unhandledrejection', ...describeError(reason) }),
    ),
    listen(document, 'securitypolicyviolation', (violation: SecurityPolicyViolationEvent) =>
      log().add({
        type: 'csp',
        message: `${violation.effectiveDirective} blocked ${scrubUrl(violation.blockedURI) || 'inline code'}`,
        source: scrubUrl(violation.sourceFile || violation.documentURI),
        lineno: violation.lineNumber,
        colno: violation.columnNumber,
      }),
    ),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

function uncaught({ message, filename, lineno, colno, error }: ErrorEvent) {
  return {
    type: 'error' as const,
    // a script of another origin without CORS gives no error object, only "Script error."
    ...(error == null ? { message: truncate(message) } : describeError(error)),
    source: scrubUrl(filename),
    lineno,
    colno,
  }
}

function failedResource(element: Element) {
  const url = (element as HTMLImageElement).src || (element as HTMLLinkElement).href || ''
  return {
    type: 'resource' as const,
    message: `<${element.tagName.toLowerCase()}> failed to load`,
    source: scrubUrl(String(url)),
  }
}
