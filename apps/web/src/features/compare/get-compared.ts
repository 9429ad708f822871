import { submissionIdOf } from '../../address/submission-number.ts'
import { getSubmission } from '../../api/submissions.ts'
import { withBase } from '../../router/base-path.ts'
import { storedReport } from '../report/stored-report.ts'
import { collectThisBrowser } from './collect-this-browser.ts'
import type { Compared } from './compared-side.ts'

/** Value of a side in the address for the browser that shows the page. */
export const thisBrowser = 'this-browser'
/** Value of the second side for the typical working browser of the kind of the first. */
export const typicalBrowser = 'typical'

/** Loads the submission that an address names by a number, an id, or as this browser. */
export async function getCompared(named: string, signal: AbortSignal): Promise<Compared> {
  if (named === thisBrowser) return { name: 'This browser', data: await collectThisBrowser(signal) }
  const submission = await getSubmission(submissionIdOf(named) ?? named, signal)
  return {
    name: `Submission ${submission.id}`,
    href: withBase(`/submissions/${submission.submissionId}`),
    receivedAt: submission.receivedAt,
    data: storedReport(submission),
  }
}
