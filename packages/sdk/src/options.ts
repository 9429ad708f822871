import type { Breadcrumb, Submission } from '@collector/schema'

export interface Options {
  /** Where submissions are posted. Default: `/collect` beside the script, or on this page's own origin for the module. */
  endpoint?: string
  /** Time between load and the first submission, ms. Default 3000. */
  delayMs?: number
  /** Loads the fingerprint collectors, a second file, when the page is idle. Default false. */
  fingerprint?: boolean
  /** Keeps a random visitor id in localStorage. Default false. */
  visitorId?: boolean
  /** Share of page views that report, 0 to 1. Default 1. */
  sampleRate?: number
  /** With Global Privacy Control or Do Not Track set, sends no fingerprint, user, visitor id or session id. Default true. */
  respectPrivacySignals?: boolean
  /** `"pending"` collects and holds until `setConsent`. Default `"granted"`. */
  consent?: 'granted' | 'pending'
  /** Version of the site that is running: `"1.4.2"`, or the id of a commit. */
  release?: string
  /** The deployment: `"production"` or `"staging"`, for example. */
  environment?: string
  /** Attributes to filter submissions by, by name: `{ plan: "free" }`. At most 200 characters each. */
  tags?: Record<string, string>
  /** The user as the site knows them. Not sent if `respectPrivacySignals` applies. */
  user?: { id: string }
  /** Sends the last 30 events before an error with it: navigations, clicks, failed requests. Default true. */
  breadcrumbs?: boolean
  /** Language of the dialog that reports a problem: `"de"`. Default: that of the document. */
  locale?: string
  /** Counts a hash that begins with `/` or `!/` as a page of its own: `#/users/1`. Default false. */
  hashRoutes?: boolean
  /**
   * Changes a submission before it is sent, or drops it by returning null. May return a promise; a submission whose
   * promise is pending when the page is closed is not sent.
   */
  beforeSend?: (submission: Submission) => Submission | null | Promise<Submission | null>
  /** Called with a submission that could not be delivered, and the reason. */
  onSendError?: (error: SendError) => void
  /** Called at most once per frame with the state of this page view, for pages that show visitors their own data. */
  onProgress?: (progress: Progress) => void
}

/** A visitor's own words about a problem. */
export interface Feedback {
  message: string
  /** An address for an answer. */
  contact?: string
  /** The page it happened on, if it is another. */
  url?: string
}

/** Outcome of a report of a problem; empty if it was not sent. */
export interface ReportOutcome {
  isStored?: boolean
  /** The number to tell people; absent if it is not stored. */
  number?: number
  /** Why it is not stored. */
  reason?: string
}

/** Language and texts of the dialog that reports a problem. */
export interface ReportTexts {
  locale?: string
  textTitle?: string
  textIntro?: string
  textMessage?: string
  textContact?: string
  textSend?: string
  textCancel?: string
  textSending?: string
  /** `{number}` stands for the number of the report. */
  textStored?: string
  textTell?: string
  textFailed?: string
  textRetry?: string
  textClose?: string
}

/** Why a submission was not delivered. */
export interface SendError {
  submission: Submission
  /** HTTP status of the answer; absent without one. */
  status?: number
  /** In plain words. */
  reason: string
  /** True if the submission is kept and will be tried again. */
  willRetry: boolean
}

/** State of one page view. */
export interface Progress {
  phase: 'collecting' | 'held' | 'sending' | 'stored' | 'failed'
  /** Everything collected so far; its sections fill as collectors finish. */
  submission: Submission
  /** The last submission the server acknowledged, exactly as sent. */
  stored?: { submission: Submission; submissionId: string /** The number shown to people. */; number?: number }
  /** Why the last attempt failed; absent otherwise. */
  failure?: SendError
}

export interface Collector {
  /** Reports an error the page caught itself. `context` is kept beside it. */
  captureError(error: unknown, context?: Record<string, unknown>): void
  /** Tells who the user is, for what is sent from now on; null: nobody. */
  setUser(user: { id: string } | null): void
  /** Sets a tag of what is sent from now on; without a value it is removed. */
  setTag(name: string, value?: string): void
  /** Adds what happened to what is sent with later errors. */
  addBreadcrumb(breadcrumb: Breadcrumb): void
  /**
   * Opens a dialog in which the visitor reports a problem; with a `message` it sends that without a dialog. It is sent with the
   * present state of the page, whatever `sampleRate` and `consent` say. Resolves when it was sent or the dialog is closed, never rejects.
   */
  report(problem?: Partial<Feedback> & ReportTexts): Promise<ReportOutcome>
  /** Sends held submissions, or drops them and stops collecting; consent can be withdrawn and given again. */
  setConsent(consent: 'granted' | 'denied'): void
  /** Sends now what is not yet sent; also the retry after a failure. Settles when the attempt is over, never rejects. */
  flush(): Promise<void>
  /** Removes every listener and timer; nothing is sent afterwards. */
  stop(): void
}
