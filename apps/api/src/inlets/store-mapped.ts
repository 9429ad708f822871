import type { SubmissionBody } from '@collector/schema'
import type { createIngest } from '../ingest/ingest-submission.ts'
import type { Database } from '../storage/database.ts'
import { currentOfPageView } from '../storage/queries/current-of-page-view.ts'
import { submissionText } from '../submissions/whole-submission.ts'
import type { MadeSubmission } from './inlet.ts'
import { mergeSubmissions } from './merge-submissions.ts'

type Ingest = ReturnType<typeof createIngest>

/**
 * Makes the function that stores a submission of an inlet. What is known of its page view already is merged into it, and it
 * counts instead. Those of one page view are stored one after the other, so that none misses what another brings.
 */
export function createStoreMapped(db: Database, ingest: Ingest) {
  const busy = new Map<string, Promise<unknown>>()

  return async (mapped: MadeSubmission, ip: string | null): Promise<void> => {
    const pageViewId = mapped.page?.['pageViewId' as never] as string | undefined
    if (pageViewId === undefined) return storeOne(mapped, ip)
    const before = busy.get(pageViewId) ?? Promise.resolve()
    const stored = before.catch(() => {}).then(() => storeOne(mapped, ip, pageViewId))
    busy.set(pageViewId, stored)
    try {
      await stored
    } finally {
      if (busy.get(pageViewId) === stored) busy.delete(pageViewId)
    }
  }

  async function storeOne(mapped: MadeSubmission, ip: string | null, pageViewId?: string): Promise<void> {
    const current = pageViewId === undefined ? undefined : await currentOfPageView(db, pageViewId)
    const body = current
      ? withSequence(
          mergeSubmissions(JSON.parse(submissionText(current.row)) as SubmissionBody, mapped),
          current.sequence + 1,
        )
      : mapped
    await ingest({ bytes: Buffer.from(JSON.stringify(body)), ip, userAgent: undefined })
  }
}

function withSequence(body: MadeSubmission, sequence: number): MadeSubmission {
  return { ...body, page: { ...body.page, sequence } }
}
