import type { Submission } from '@collector/schema'
import { guard } from './browser/guard.ts'
import { isPromise } from './browser/is-promise.ts'
import { uuid } from './browser/uuid.ts'
import { describeError } from './describe/describe-error.ts'
import type { Options, ReportOutcome, SendError } from './options.ts'
import type { createProgress } from './progress.ts'
import { fit } from './transport/fit.ts'
import type { Outcome } from './transport/post.ts'
import type { Queued } from './transport/queue.ts'
import { createSender } from './transport/sender.ts'

/** Below the 64 KiB that browsers let a leaving page send. */
const maxBytes = 60_000
/** Limit with the option `fingerprint`: all components with their values need more. */
const maxBytesWithFingerprint = 500_000

/** Called with the outcome of each attempt to send. */
export type Told = (outcome: ReportOutcome) => void

/** Passes submissions through `beforeSend` to the server, and reports the outcome to the page. */
export function createReporter(endpoint: string, options: Options, tell: ReturnType<typeof createProgress>) {
  /** Submissions of this page that are not yet stored, by their ids; others were left by an earlier page. */
  const own = new Map<string, Told | undefined>()
  const sender = createSender(endpoint, guard(settle))
  /** A submission that `beforeSend` still works on is dropped if consent is withdrawn or the collector stopped meanwhile. */
  let period = 0
  let changing: Promise<void> | undefined

  function send(submission: Submission, told?: Told): void {
    const { beforeSend } = options
    const began = period
    const proceed = (given: Submission | null | undefined) => {
      if (began !== period || given === null) told?.({})
      else if (typeof given === 'object') enqueue(given, told)
      else refuse(`returned ${given}`)
    }
    const refuse = (reason: string) => {
      told?.({})
      fail({ submission, reason: `beforeSend ${reason}`, willRetry: false })
    }
    const refuseError = (error: unknown) => refuse(`threw: ${describeError(error).message}`)
    try {
      const given = beforeSend ? beforeSend(submission) : submission
      // without a promise it is sent synchronously: a page that is closing has no time
      if (isPromise(given)) changing = (given as Promise<Submission | null>).then(guard(proceed), refuseError)
      else proceed(given)
    } catch (error) {
      refuseError(error)
    }
  }

  function enqueue(given: Submission, told: Told | undefined): void {
    const submissionId = uuid()
    const body = fit({ submissionId, ...given }, options.fingerprint ? maxBytesWithFingerprint : maxBytes)
    own.set(submissionId, told)
    tell({ phase: 'sending' })
    sender.send({ submissionId, body, madeAt: Date.now() })
  }

  function settle({ submissionId, body }: Queued, outcome: Outcome): void {
    own.get(submissionId)?.(outcome)
    if (!outcome.isStored) {
      fail({ ...outcome, submission: JSON.parse(body) })
    } else if (own.delete(submissionId)) {
      const { number } = outcome
      tell({ phase: 'stored', stored: { submission: JSON.parse(body), submissionId, number }, failure: undefined })
    }
  }

  function fail(failure: SendError): void {
    tell({ phase: 'failed', failure })
    guard(() => options.onSendError?.(failure))()
  }

  return {
    ...sender,
    send,
    async flush() {
      await changing
      await sender.flush()
    },
    clear() {
      period++
      sender.clear()
    },
    stop() {
      period++
      sender.stop()
    },
  }
}
