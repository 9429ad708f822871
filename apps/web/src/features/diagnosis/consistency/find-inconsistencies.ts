import type { Inconsistency } from '@collector/schema'
import { askPageWorker, type ServiceWorkerAnswer } from './ask-worker.ts'
import { compareHeaders, readHeaderFacts } from './compare-headers.ts'
import { compareScopes } from './compare-scopes.ts'
import { compareScreen, readScreenFacts } from './compare-screen.ts'
import { compareTimezone } from './compare-timezone.ts'
import { readFacts } from './read-facts.ts'
import { replacedFunctions } from './replaced-functions.ts'

/**
 * Asks the browser the same by several ways. Each comparison is on its own: one that fails leaves out its findings only.
 *
 * @param headers of a request of this page; undefined if the server did not answer
 * @param serviceWorker belongs to no page, so that settings of a single page, as of developer tools, do not reach it
 */
export async function findInconsistencies(
  headers: Readonly<Record<string, string>> | undefined,
  serviceWorker: Promise<ServiceWorkerAnswer | undefined>,
): Promise<Inconsistency[]> {
  const comparisons: (() => Inconsistency[] | Promise<Inconsistency[]>)[] = [
    async () => {
      const worker = (await serviceWorker)?.facts ?? (await askPageWorker())
      return worker ? compareScopes(readFacts(document.createElement('canvas')), worker) : []
    },
    () => (headers ? compareHeaders(readHeaderFacts(), headers) : []),
    () => compareTimezone(),
    () => compareScreen(readScreenFacts()),
    replacedFunctions,
  ]
  const found = await Promise.all(comparisons.map(async (compare) => compare()).map((one) => one.catch(() => [])))
  return found.flat()
}
