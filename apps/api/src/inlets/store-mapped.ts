import type { SubmissionBody } from '@collector/schema'
import type { SubmissionStore } from '../ingest/ingest-submission.ts'
import { makeSubmission, type Sender } from '../ingest/make-submission.ts'
import type { Database } from '../storage/database.ts'
import { currentOfPageView } from '../storage/queries/current-of-page-view.ts'
import { submissionText } from '../submissions/whole-submission.ts'
import type { MadeSubmission } from './inlet.ts'
import { mergeSubmissions } from './merge-submissions.ts'

/**
 * Makes the function that stores a submission of a client that sends one page view in several bodies. What is known of the page
 * view is merged into it, and it counts instead. Those of one page view are stored one after the other, so that none misses what
 * another brings.
 */
export function createStoreMapped(db: Database, store: SubmissionStore) {
  const busy = new Map<string, Promise<void>>()

  return async (made: MadeSubmission, sender: Omit<Sender, 'isReport'>): Promise<void> => {
    const pageViewId = made.page?.pageViewId
    // only pages are viewed: an error of a server is none
    if (pageViewId === undefined) return storeOne(made, sender)
    const before = busy.get(pageViewId) ?? Promise.resolve()
    const stored = before.catch(() => {}).then(() => storeOne(made, sender, pageViewId))
    busy.set(pageViewId, stored)
    try {
      await stored
    } finally {
      if (busy.get(pageViewId) === stored) busy.delete(pageViewId)
    }
  }

  async function storeOne(made: MadeSubmission, sender: Omit<Sender, 'isReport'>, pageViewId?: string): Promise<void> {
    const current = pageViewId === undefined ? undefined : await currentOfPageView(db, pageViewId)
    const isReport = made.page?.url === undefined && made.page?.pageViewId === undefined
    await store(makeSubmission(current ? merged(made, current) : made, { ...sender, isReport }))
  }
}

function merged(
  made: MadeSubmission,
  { row, sequence }: NonNullable<Awaited<ReturnType<typeof currentOfPageView>>>,
): MadeSubmission {
  const older = JSON.parse(submissionText(row)) as SubmissionBody
  const body = mergeSubmissions(older, made)
  return { ...body, page: { ...body.page, sequence: sequence + 1 } }
}
