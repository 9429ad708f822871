import { object } from './clean.ts'

/**
 * Returns whether a submission raises error occurrences and is no page view: a browser's report, or what a client sent
 * without a page, such as an error of a server.
 *
 * @param inlet null for a submission of POST /collect, which always counts
 */
export function isReport(inlet: string | null, page: unknown): boolean {
  const { url, pageViewId } = object(page)
  return inlet === 'report' || (inlet !== null && url === undefined && pageViewId === undefined)
}
