import { setTimeout as sleep } from 'node:timers/promises'
import { TooBusyError } from '../../src/http-errors.ts'
import { createIngest, createSubmissionStore } from '../../src/ingest/ingest-submission.ts'
import type { ReceivedSubmission } from '../../src/ingest/read-submission.ts'
import type { Storage } from '../../src/storage/storage.ts'

const atOnce = 100
const retryMs = 100

/**
 * Stores submissions by the write path of the service, without HTTP; a few times as fast as posting them. As clients do, it sends
 * again under the same id what a busy machine refuses.
 */
export async function storeReceived(storage: Storage, received: ReceivedSubmission[]): Promise<void> {
  const store = createSubmissionStore(storage)
  const ingest = createIngest(storage, undefined, async (submission) => {
    while (true) {
      try {
        return await store(submission)
      } catch (error) {
        if (!(error instanceof TooBusyError) && !storage.isUnavailable(error)) throw error
        await sleep(retryMs)
      }
    }
  })
  for (let at = 0; at < received.length; at += atOnce) await Promise.all(received.slice(at, at + atOnce).map(ingest))
}
