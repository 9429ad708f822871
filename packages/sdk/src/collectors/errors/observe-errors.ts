import type { ErrorEntry } from '@collector/schema'
import { attempt } from '../../browser/attempt.ts'
import { listen } from '../../browser/listen.ts'
import { describeError } from '../../describe/describe-error.ts'
import { truncate } from '../../describe/truncate.ts'
import { scrubUrl } from '../../privacy/scrub-url.ts'
import { failedElement } from './failed-resource.ts'
import { observeReports } from './observe-reports.ts'

/**
 * Observes every error that the platform reports: uncaught errors, unhandled rejections, failed resources, violations
 * of the page's security policy, and interventions of the browser.
 *
 * @param record called with each error and the thrown object
 * @returns a function that stops it
 */
export function observeErrors(record: (error: ErrorEntry, thrown?: unknown) => void): () => void {
  const stops = [
    // capturing: failures of resources do not bubble
    listen(
      window,
      'error',
      (event: Event) => {
        const { target, isTrusted } = event
        if (event instanceof ErrorEvent) {
          const thrown = unwrap(event.error)
          record(uncaught(event, thrown), thrown)
        } else if (isTrusted && target instanceof Element) record(failedElement(target))
      },
      true,
    ),
    listen(window, 'unhandledrejection', (event: PromiseRejectionEvent | CustomEvent) => {
      // Bluebird's promises tell by an event of their own
      const thrown = unwrap('reason' in event ? event.reason : event.detail?.reason)
      record({ type: 'unhandledrejection', ...describeError(thrown) }, thrown)
    }),
    observeReports(record),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** Returns the reason of a rejection that zone.js wrapped in an error of its own. */
function unwrap(thrown: unknown): unknown {
  return attempt(() => (thrown as { rejection?: unknown }).rejection) ?? thrown
}

function uncaught({ message, filename, lineno, colno }: ErrorEvent, thrown: unknown): ErrorEntry {
  return {
    type: 'error',
    ...(thrown == null ? parseMessage(message) : describeError(thrown)),
    source: scrubUrl(filename),
    lineno,
    colno,
  }
}

/** Reads name and message from a text: errors of workers, and of other origins without CORS ("Script error."), have no error object. */
function parseMessage(text: string): Pick<ErrorEntry, 'name' | 'message'> {
  const [, name, message = text] = /^(?:Uncaught )?(\w*Error): (.*)/s.exec(text) ?? []
  return { ...(name && { name }), message: truncate(message) }
}
