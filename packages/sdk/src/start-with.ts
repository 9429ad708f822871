import type { ErrorEntry } from '@collector/schema'
import { createBreadcrumbs } from './breadcrumbs/breadcrumbs.ts'
import { documentProperty } from './browser/document-property.ts'
import { guard } from './browser/guard.ts'
import { listen } from './browser/listen.ts'
import { observeUrl } from './browser/observe-url.ts'
import { pageUrl } from './browser/page-url.ts'
import { whenIdle, whenLoaded } from './browser/when-loaded.ts'
import { observeVitals } from './collectors/performance/vitals.ts'
import { describeError } from './describe/describe-error.ts'
import { gather } from './gather.ts'
import type { Collector, Feedback, Options } from './options.ts'
import { addFrame, addResource, type PageView, snapshot, viewAt } from './page-view.ts'
import { plainCopy } from './privacy/plain-copy.ts'
import { asksForPrivacy } from './privacy/privacy-signals.ts'
import { createProgress } from './progress.ts'
import { createReporter, type Told } from './reporter.ts'
import { createSession } from './session.ts'
import { createSiteContext } from './site-context.ts'
import { forgetVisitorIds, visitorIds } from './visitor-ids.ts'

/** Loads a file of the SDK that few pages need. */
export interface Load {
  (name: 'fingerprint'): Promise<typeof import('./fingerprint.ts')>
  (name: 'report'): Promise<typeof import('./report.ts')>
}

/** Maximum time in ms that the first submission waits for slow collectors. */
const readyTimeoutMs = 4000

const ignore = () => {}
const idle: Collector = {
  captureError: ignore,
  setUser: ignore,
  setTag: ignore,
  addBreadcrumb: ignore,
  report: async () => ({}),
  setConsent: ignore,
  flush: async () => {},
  stop: ignore,
}

/** Starts collecting; the module and the script load further files from different places. */
export function startWith(options: Options, load: Load): Collector {
  if (typeof document === 'undefined') return idle
  let collector: Collector | undefined
  const begin = guard(() => {
    collector ??= run(options, load)
  })
  if (Math.random() < (options.sampleRate ?? 1)) begin()
  return (
    collector ?? {
      ...idle,
      // a page view that is not sampled is collected once its visitor reports a problem
      report(problem) {
        begin()
        return (collector ?? idle).report(problem)
      },
    }
  )
}

function run(options: Options, load: Load): Collector {
  const endpoint = new URL(options.endpoint ?? '/collect', pageUrl()).href
  const isPrivate = (options.respectPrivacySignals ?? true) && asksForPrivacy()
  let fingerprintReady: Promise<void> | undefined

  const session = createSession({
    delayMs: options.delayMs ?? 3000,
    consent: options.consent,
    ready() {
      const atLast = new Promise((resolve) => setTimeout(resolve, readyTimeoutMs))
      return Promise.race([Promise.all([readBrowser(), fingerprintReady]), atLast])
    },
    submit,
    hold: () => tell({ phase: 'held' }),
  })
  const breadcrumbs = createBreadcrumbs(session, options.breadcrumbs ?? true)
  const {
    gathered,
    requests,
    readBrowser,
    stop: stopGathering,
  } = gather(endpoint, {
    error: record,
    resource: (resource) => withView(resource.startTime, (view) => addResource(view, resource)),
    frame: (frame) => withView(frame.startTime, (view) => addFrame(view, frame)),
    breadcrumb: breadcrumbs.add,
    field: () => tell(),
  })
  const siteContext = createSiteContext(gathered.context, options, isPrivate, () => {
    session.current().isChanged = true
  })
  const tell = createProgress(options.onProgress, () => snapshot(session.current(), gathered))
  const reporter = createReporter(endpoint, options, tell)

  const stops = [
    stopGathering,
    reporter.stop,
    session.stop,
    breadcrumbs.stop,
    observeVitals(session.views, requests, (view) => {
      view.isChanged = true
      if (view !== session.current()) session.changed(view)
      tell()
    }),
    listen(window, 'pagehide', leave),
    // on the window, since waiting entries arrive with the document's event, which comes first
    listen(window, 'visibilitychange', () => documentProperty('visibilityState') === 'hidden' && leave()),
    listen(
      window,
      'pageshow',
      ({ persisted }: PageTransitionEvent) => persisted && enter('restore', documentProperty('referrer')),
    ),
    observeUrl(
      () => session.current().url,
      options.hashRoutes,
      (isOtherPage) => {
        const view = session.current()
        if (isOtherPage) enter('soft', view.url)
        else {
          Object.assign(view, { url: pageUrl(), isChanged: true })
          breadcrumbs.addNavigation()
        }
      },
    ),
  ]
  breadcrumbs.addNavigation()
  whenLoaded(() => {
    // reading it takes a third of the start, which the page waits for
    readBrowser()
    startFingerprint()
    session.open()
    if (session.isGranted()) reporter.resume()
    breadcrumbs.open()
  })

  function enter(kind: 'soft' | 'restore', referrer: string): void {
    session.enter(kind, referrer)
    breadcrumbs.addNavigation()
  }

  function withView(time: number | undefined, add: (view: PageView) => void): void {
    const view = viewAt(session.views(), time ?? 0)
    if (view) add(view)
  }

  function record(error: ErrorEntry, thrown?: unknown): void {
    if (!session.isCollecting()) return
    session.current().log.add(error, thrown, breadcrumbs.list())
    session.changed(session.current())
    tell()
  }

  function startFingerprint(): void {
    if (options.fingerprint && !isPrivate && session.isCollecting()) fingerprintReady ??= collectFingerprint()
  }

  async function collectFingerprint(): Promise<void> {
    try {
      await whenIdle()
      const { collectFingerprints } = await load('fingerprint')
      gathered.fingerprints = await collectFingerprints((section) => {
        gathered.fingerprints = section
        tell()
      })
    } catch (error) {
      gathered.fingerprints = { error: `not collected: ${describeError(error).message}` }
    }
    session.current().isChanged = true
  }

  function submit(view: PageView, told?: Told): void {
    // a page may be left before it has loaded
    readBrowser()
    const submission = snapshot(view, gathered)
    // visitors may report a problem without consent to anything that identifies
    if (!session.isGranted()) delete submission.fingerprints
    else if (!isPrivate) Object.assign(submission.page ?? {}, visitorIds(options.visitorId ?? false))
    reporter.send(submission, told)
  }

  function sendFeedback(feedback: Feedback, told: Told): void {
    const view = session.current()
    view.feedback = feedback
    session.send(view, told)
  }

  function leave(): void {
    session.submit()
    reporter.leave()
  }

  const collector: Collector = {
    captureError: guard((error, context) =>
      record(
        { type: 'captured', ...describeError(error), ...(context && { context: plainCopy(context, 2000, 8000) }) },
        error,
      ),
    ),
    setUser: guard(siteContext.setUser),
    setTag: guard(siteContext.setTag),
    addBreadcrumb: guard(breadcrumbs.add),
    report: (problem) =>
      load('report')
        .then(({ reportProblem }) => reportProblem({ ...options, ...problem }, sendFeedback))
        .catch(idle.report),
    setConsent: guard((given) => {
      session.setConsent(given)
      breadcrumbs.consentChanged()
      if (given === 'denied') {
        reporter.clear()
        forgetVisitorIds()
        delete gathered.fingerprints
        fingerprintReady = undefined
      } else {
        startFingerprint()
        reporter.resume()
      }
    }),
    async flush() {
      const attempts: Promise<void>[] = []
      guard(() => {
        session.submit()
        attempts.push(reporter.flush())
      })()
      await Promise.all(attempts).catch(ignore)
    },
    stop: guard(() => {
      collector.report = idle.report
      for (const stop of stops) stop()
    }),
  }
  return collector
}
