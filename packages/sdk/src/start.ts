import type { BrowserSection, ErrorEntry, Submission } from '@collector/schema'
import { guard } from './browser/guard.ts'
import { listen } from './browser/listen.ts'
import { uuid } from './browser/uuid.ts'
import { whenIdle, whenLoaded } from './browser/when-loaded.ts'
import { browserCollectors } from './collectors/browser/index.ts'
import { describeError } from './collectors/errors/describe-error.ts'
import { observeErrors } from './collectors/errors/observe-errors.ts'
import { observeLongAnimationFrames } from './collectors/performance/long-animation-frames.ts'
import { observeResources } from './collectors/performance/resources.ts'
import { observeVitals } from './collectors/performance/vitals.ts'
import type { Collector, Options, Progress, SendError } from './options.ts'
import { beginPageView, type Gathered, type PageViewKind, snapshot } from './page-view.ts'
import { asksForPrivacy } from './privacy/privacy-signals.ts'
import { runCollectors } from './run-collectors.ts'
import { fit } from './transport/fit.ts'
import type { Outcome } from './transport/post.ts'
import { createSender } from './transport/sender.ts'
import { forgetVisitorIds, visitorIds } from './visitor-ids.ts'

type FingerprintModule = typeof import('./fingerprint.ts')

/** Later errors go out after the first of these, further ones after the second, so that a storm makes few requests. */
const lateMs = [2000, 5000]
/** A page that errs for ever reports the rest only when it is left. */
const maxSubmissions = 20
const fingerprintTimeoutMs = 4000

const idle: Collector = { captureError() {}, setConsent() {}, flush: async () => {}, stop() {} }

/**
 * Begins to collect on this page. Outside a browser, and for page views that are not sampled, it does nothing.
 *
 * @param loadFingerprint where the second file comes from
 */
export function start(
  options: Options = {},
  loadFingerprint: () => Promise<FingerprintModule> = () => import('./fingerprint.ts'),
): Collector {
  if (typeof document === 'undefined' || Math.random() >= (options.sampleRate ?? 1)) return idle
  let collector = idle
  guard(() => {
    collector = run(options, loadFingerprint)
  })()
  return collector
}

function run(options: Options, loadFingerprint: () => Promise<FingerprintModule>): Collector {
  const endpoint = new URL(options.endpoint ?? '/collect', location.href).href
  const isPrivate = (options.respectPrivacySignals ?? true) && asksForPrivacy()
  const wantsFingerprint = (options.fingerprint ?? false) && !isPrivate
  let consent: 'granted' | 'pending' | 'denied' = options.consent ?? 'granted'
  let isStopped = false
  let isDue = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let lateTimer: ReturnType<typeof setTimeout> | undefined
  let view = beginPageView('load', document.referrer, onError)

  const startedAt = performance.now()
  const { resources, stop: stopResources } = observeResources(
    (url) => url.startsWith(endpoint),
    (resource) => {
      if ((resource.status ?? 0) >= 400 && (resource.startTime ?? 0) < startedAt)
        view.log.add(missedFailure(resource.name))
    },
  )
  const { frames: longAnimationFrames, stop: stopFrames } = observeLongAnimationFrames()
  const gathered: Gathered = { browser: {}, fingerprints: undefined, resources, longAnimationFrames }

  const sender = createSender(endpoint, ({ submissionId, body }, outcome) =>
    guard(() => onOutcome(submissionId, JSON.parse(body), outcome))(),
  )
  const { tell, state } = progressTeller(options.onProgress, () => snapshot(view, gathered))

  const browserReady = runCollectors(browserCollectors, (name, { value }) => {
    if (value !== undefined) gathered.browser = { ...gathered.browser, [name]: value } as BrowserSection
    tell()
  })

  const stops = [
    stopResources,
    stopFrames,
    sender.stop,
    observeErrors(() => view.log),
    listen(window, 'pagehide', leave),
    // on the window it comes after web-vitals has heard it on the document, and reported its final values
    listen(window, 'visibilitychange', () => document.visibilityState === 'hidden' && leave()),
    listen(window, 'pageshow', ({ persisted }: PageTransitionEvent) => persisted && enter('restore')),
    ...observeUrl(
      () => view.url,
      () => {
        submit()
        enter('soft')
      },
    ),
  ]
  observeVitals((name, vital, navigationType) => {
    if (isStopped || kindOf(navigationType) !== view.kind) return
    view.vitals[name] = vital
    view.isChanged = true
    tell()
  })
  sender.flush()
  whenLoaded(() => {
    const fingerprintReady = wantsFingerprint ? collectFingerprint() : undefined
    schedule(Promise.all([browserReady, fingerprintReady]))
  })

  async function collectFingerprint(): Promise<void> {
    await whenIdle()
    const { collectFingerprints } = await loadFingerprint()
    gathered.fingerprints = await collectFingerprints((section) => {
      gathered.fingerprints = section
      tell()
    })
    view.isChanged = true
  }

  /** The first submission of a page view: after the delay, and when what takes longer is there, but not for ever. */
  function schedule(ready: Promise<unknown>): void {
    isDue = false
    clearTimeout(timer)
    timer = setTimeout(() => {
      Promise.race([ready, new Promise((resolve) => setTimeout(resolve, fingerprintTimeoutMs))]).then(first, first)
    }, options.delayMs ?? 3000)
  }

  function first(): void {
    isDue = true
    submit()
  }

  function enter(kind: PageViewKind): void {
    view = beginPageView(kind, kind === 'soft' ? view.url : document.referrer, onError)
    schedule(browserReady)
  }

  function onError(): void {
    tell()
    if (lateTimer || view.sequence === 0 || view.sequence >= maxSubmissions) return
    lateTimer = setTimeout(submit, view.sequence === 1 ? lateMs[0] : lateMs[1])
  }

  function submit(): void {
    clearTimeout(lateTimer)
    lateTimer = undefined
    if (isStopped || !view.isChanged) return
    if (consent !== 'granted') {
      if (isDue) state({ phase: 'held' })
      return
    }
    view.isChanged = false
    view.sequence++
    const made = snapshot(view, gathered)
    if (!isPrivate) Object.assign(made.page ?? {}, visitorIds(options.visitorId ?? false))
    const submission = changed({ submissionId: uuid(), ...made })
    if (!submission) return
    const body = options.fingerprint ? JSON.stringify(submission) : fit(submission)
    state({ phase: 'sending' })
    sender.send({ submissionId: submission.submissionId ?? '', body, madeAt: Date.now() })
  }

  function changed(submission: Submission): Submission | null {
    try {
      return options.beforeSend ? options.beforeSend(submission) : submission
    } catch (error) {
      fail({ submission, reason: `beforeSend threw ${describeError(error).message}`, willRetry: false })
      return null
    }
  }

  function leave(): void {
    submit()
    sender.leave()
  }

  function onOutcome(submissionId: string, submission: Submission, outcome: Outcome): void {
    if (outcome.kind === 'stored') {
      const { number } = outcome
      state({ phase: 'stored', stored: { submission, submissionId, number }, failure: undefined })
    } else {
      const { status, reason } = outcome
      fail({ submission, status, reason, willRetry: outcome.kind === 'failed' })
    }
  }

  function fail(failure: SendError): void {
    state({ phase: 'failed', failure })
    options.onSendError?.(failure)
  }

  return {
    captureError: guard((error, context) =>
      view.log.add({ type: 'captured', ...describeError(error), ...(context && { context }) }),
    ),
    setConsent: guard((given) => {
      const before = consent
      consent = given
      if (given === 'denied') {
        sender.clear()
        forgetVisitorIds()
      } else if (before === 'denied') {
        // nothing of the time without consent is sent
        enter(view.kind)
      } else if (isDue) submit()
    }),
    async flush() {
      guard(submit)()
      await sender.flush().catch(() => {})
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
      clearTimeout(lateTimer)
      for (const stop of stops) stop()
    },
  }
}

/** A resource that failed before there was anyone to hear it. */
function missedFailure(url: string): ErrorEntry {
  return { type: 'resource', message: 'a resource failed to load before the collector ran', source: url }
}

function kindOf(navigationType: string): PageViewKind {
  if (navigationType === 'back-forward-cache') return 'restore'
  return navigationType === 'soft-navigation' ? 'soft' : 'load'
}

/**
 * Tells when the page changed its own path or query. Nothing of the page is patched: the Navigation API tells; browsers
 * without it tell of going back and forth only.
 */
function observeUrl(current: () => string, onChange: () => void): (() => void)[] {
  const withoutHash = (url: string) => url.split('#')[0]
  const check = () => withoutHash(location.href) !== withoutHash(current()) && onChange()
  const { navigation } = window as { navigation?: EventTarget }
  return navigation ? [listen(navigation, 'currententrychange', check)] : [listen(window, 'popstate', check)]
}

/** Calls `onProgress` at most once a frame with the latest state. */
function progressTeller(onProgress: Options['onProgress'], submission: () => Submission) {
  let progress: Omit<Progress, 'submission'> = { phase: 'collecting' }
  let isPlanned = false
  const tell = () => {
    if (!onProgress || isPlanned) return
    isPlanned = true
    setTimeout(
      guard(() => {
        isPlanned = false
        onProgress({ ...progress, submission: submission() })
      }),
      16,
    )
  }
  const state = (change: Partial<Progress>) => {
    progress = { ...progress, ...change }
    tell()
  }
  return { tell, state }
}
