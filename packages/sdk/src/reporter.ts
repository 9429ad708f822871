import type { Submission } from '@collector/schema'
import { guard } from './browser/guard.ts'
import { uuid } from './browser/uuid.ts'
import { describeError } from './collectors/errors/describe-error.ts'
import type { Options, SendError } from './options.ts'
import type { createProgress } from './progress.ts'
import { fit } from './transport/fit.ts'
import type { Outcome } from './transport/post.ts'
import type { Queued } from './transport/queue.ts'
import { createSender } from './transport/sender.ts'

/** Below the 64 KiB that browsers let a leaving page send. */
const maxBytes = 60_000
/** Every component with its value needs more; who asks for a fingerprint asks for that. */
const maxBytesWithFingerprint = 500_000

/** Brings submissions from the page's hands to the server, and tells the page what came of it. */
export function createReporter(endpoint: string, options: Options, tell: ReturnType<typeof createProgress>) {
  /** Made by this page and not yet stored; what is sent besides was left by an earlier one. */
  const own = new Map<string, Submission>()
  const sender = createSender(endpoint, guard(settle))

  function send(made: Submission): void {
    const given = changed(made)
    if (!given) return
    const submissionId = uuid()
    const submission = fit({ submissionId, ...given }, options.fingerprint ? maxBytesWithFingerprint : maxBytes)
    own.set(submissionId, submission)
    tell({ phase: 'sending' })
    sender.send({ submissionId, body: JSON.stringify(submission), madeAt: Date.now() })
  }

  function changed(submission: Submission): Submission | null {
    try {
      return options.beforeSend ? options.beforeSend(submission) : submission
    } catch (error) {
      fail({ submission, reason: `beforeSend threw: ${describeError(error).message}`, willRetry: false })
      return null
    }
  }

  function settle({ submissionId, body }: Queued, outcome: Outcome): void {
    const submission = own.get(submissionId)
    if (outcome.isStored) {
      own.delete(submissionId)
      if (submission) {
        tell({ phase: 'stored', stored: { submission, submissionId, number: outcome.number }, failure: undefined })
      }
    } else {
      fail({ ...outcome, submission: submission ?? JSON.parse(body) })
    }
  }

  function fail(failure: SendError): void {
    tell({ phase: 'failed', failure })
    guard(() => options.onSendError?.(failure))()
  }

  return { ...sender, send }
}
