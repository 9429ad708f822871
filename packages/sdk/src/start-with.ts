import type { ErrorEntry } from '@collector/schema'
import { guard } from './browser/guard.ts'
import { listen } from './browser/listen.ts'
import { observeUrl } from './browser/observe-url.ts'
import { whenIdle, whenLoaded } from './browser/when-loaded.ts'
import { describeError } from './collectors/errors/describe-error.ts'
import { observeVitals } from './collectors/performance/vitals.ts'
import { gather } from './gather.ts'
import type { Collector, Options } from './options.ts'
import { beginPageView, type PageViewKind, snapshot } from './page-view.ts'
import { asksForPrivacy } from './privacy/privacy-signals.ts'
import { createProgress } from './progress.ts'
import { createReporter } from './reporter.ts'
import { forgetVisitorIds, visitorIds } from './visitor-ids.ts'

type FingerprintModule = typeof import('./fingerprint.ts')

/** Errors after the first submission go out after this, further ones after the longer time, so that a storm makes few requests. */
const lateMs = 2000
const laterMs = 5000
/** A page that errs for ever reports the rest only when it is left. */
const maxSubmissions = 20
const fingerprintTimeoutMs = 4000

const ignore = () => {}
const idle: Collector = { captureError: ignore, setConsent: ignore, flush: async () => {}, stop: ignore }

/** Begins to collect; the module and the script differ in where the second file comes from. */
export function startWith(options: Options, loadFingerprint: () => Promise<FingerprintModule>): Collector {
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
  let consent: 'granted' | 'pending' | 'denied' = options.consent ?? 'granted'
  let isStopped = false
  let isDue = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let lateTimer: ReturnType<typeof setTimeout> | undefined
  let fingerprintReady: Promise<void> | undefined
  let view = beginPageView('load', 0, document.referrer, onError)

  const { gathered, browserReady, stop: stopGathering } = gather(endpoint, record, () => tell())
  const tell = createProgress(options.onProgress, () => snapshot(view, gathered))
  const reporter = createReporter(endpoint, options, tell)

  const stops = [
    stopGathering,
    reporter.stop,
    listen(window, 'pagehide', leave),
    // on the window it comes after web-vitals has heard it on the document, and reported its final values
    listen(window, 'visibilitychange', () => document.visibilityState === 'hidden' && leave()),
    listen(
      window,
      'pageshow',
      ({ persisted }: PageTransitionEvent) => persisted && enter('restore', document.referrer),
    ),
    observeUrl(
      () => view.url,
      () => {
        submit()
        enter('soft', view.url)
      },
    ),
  ]
  observeVitals(gathered.longAnimationFrames, (name, vital, navigationType) => {
    if (!isCollecting() || kindOf(navigationType) !== view.kind) return
    view.vitals[name] = vital
    view.isChanged = true
    tell()
  })
  whenLoaded(() => {
    schedule()
    if (consent === 'granted') reporter.resume()
  })

  function isCollecting(): boolean {
    return !isStopped && consent !== 'denied'
  }

  function record(error: ErrorEntry, thrown?: unknown): void {
    if (isCollecting()) view.log.add(error, thrown)
  }

  /** The first submission of a page view: after the delay, and when what takes longer is there, but not for ever. */
  function schedule(): void {
    isDue = false
    clearTimeout(timer)
    if (!isCollecting()) return
    if (options.fingerprint && !isPrivate) fingerprintReady ??= collectFingerprint()
    timer = setTimeout(() => {
      const atLast = new Promise((resolve) => setTimeout(resolve, fingerprintTimeoutMs))
      Promise.race([Promise.all([browserReady, fingerprintReady]), atLast]).then(guard(first))
    }, options.delayMs ?? 3000)
  }

  async function collectFingerprint(): Promise<void> {
    try {
      await whenIdle()
      const { collectFingerprints } = await loadFingerprint()
      gathered.fingerprints = await collectFingerprints((section) => {
        gathered.fingerprints = section
        tell()
      })
    } catch (error) {
      gathered.fingerprints = { error: `not collected: ${describeError(error).message}` }
    }
    view.isChanged = true
  }

  function first(): void {
    isDue = true
    submit()
  }

  function enter(kind: PageViewKind, referrer: string): void {
    view = beginPageView(kind, performance.now(), referrer, onError)
    schedule()
  }

  function onError(): void {
    tell()
    if (lateTimer || view.sequence === 0 || view.sequence >= maxSubmissions) return
    lateTimer = setTimeout(guard(submit), view.sequence === 1 ? lateMs : laterMs)
  }

  function submit(): void {
    clearTimeout(lateTimer)
    lateTimer = undefined
    if (!isCollecting() || !view.isChanged) return
    if (consent === 'pending') {
      if (isDue) tell({ phase: 'held' })
      return
    }
    view.isChanged = false
    view.sequence++
    const submission = snapshot(view, gathered)
    if (!isPrivate) Object.assign(submission.page ?? {}, visitorIds(options.visitorId ?? false))
    reporter.send(submission)
  }

  function leave(): void {
    submit()
    reporter.leave()
  }

  return {
    captureError: guard((error, context) =>
      record({ type: 'captured', ...describeError(error), ...(context && { context }) }, error),
    ),
    setConsent: guard((given) => {
      const before = consent
      consent = given
      if (given === 'denied') {
        reporter.clear()
        forgetVisitorIds()
        delete gathered.fingerprints
        fingerprintReady = undefined
        return
      }
      reporter.resume()
      // nothing of the time without consent is sent
      if (before === 'denied') enter(view.kind, view.referrer)
      else if (isDue) submit()
    }),
    async flush() {
      guard(submit)()
      await reporter.flush().catch(ignore)
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
      clearTimeout(lateTimer)
      for (const stop of stops) stop()
    },
  }
}

function kindOf(navigationType: string): PageViewKind {
  if (navigationType === 'back-forward-cache') return 'restore'
  return navigationType === 'soft-navigation' ? 'soft' : 'load'
}
