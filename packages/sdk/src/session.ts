import { documentProperty } from './browser/document-property.ts'
import { guard } from './browser/guard.ts'
import type { Options } from './options.ts'
import { beginPageView, type PageView, type PageViewKind } from './page-view.ts'
import type { Told } from './reporter.ts'

/** Delay of the first late changes, and the longer one of further changes, so that a storm makes few requests. */
const lateMs = 2000
const laterMs = 5000
/** Limit, so that a page with endless errors sends the rest only when it is hidden. */
const maxSubmissions = 20
/** Number of ended page views kept: they may still change, since the slow click that led to the next one is reported after it. */
const maxViews = 10

type Timer = ReturnType<typeof setTimeout>

/**
 * State of the current page view. `loading` ends when the page has loaded and is visible; the delay runs while it is
 * `waiting`, and is over when it is `due`: then it is submitted, or held until there is consent.
 */
type State = 'loading' | 'waiting' | 'due' | 'stopped'

/** Dependencies of a session: when it may submit, and how. */
interface Wiring {
  delayMs: number
  consent: Options['consent']
  /** Resolves when the slow collectors of the first submission are done. */
  ready(): Promise<unknown>
  submit(view: PageView, told?: Told): void
  /** There is something to submit, but no consent yet. */
  hold(): void
}

/**
 * The page views of one document, and when each is submitted: first after the delay, later when an error occurs or the
 * page is left. One that ends before its delay waits for the next that outlasts it, so that a page that keeps changing its
 * URL makes few requests.
 */
export function createSession({ delayMs, consent: given = 'granted', ready, submit, hold }: Wiring) {
  let consent: typeof given | 'denied' = given
  let views = [beginPageView('load', 0, documentProperty('referrer'))]
  let state: State = 'loading'
  let dueTimer: Timer | undefined
  let lateTimer: Timer | undefined

  const current = () => views[views.length - 1] as PageView
  const isCollecting = () => state !== 'stopped' && consent !== 'denied'

  function schedule(): void {
    clearTimeout(dueTimer)
    if (state === 'loading' || !isCollecting()) return
    state = 'waiting'
    const view = current()
    const become = guard(() => {
      if (view !== current() || state !== 'waiting') return
      state = 'due'
      submitChanged()
    })
    dueTimer = setTimeout(
      guard(() => ready().then(become)),
      delayMs,
    )
  }

  function enter(kind: PageViewKind, referrer: string): void {
    views.push(beginPageView(kind, performance.now(), referrer))
    if (views.length > maxViews) drop()
    schedule()
  }

  /** Drops a page view: a submitted one, else the briefest. */
  function drop(): void {
    const left = views.slice(0, -1)
    const soft = left.filter(({ kind }) => kind === 'soft')
    const gone =
      left.find(({ isChanged }) => !isChanged) ?? soft.find(({ log }) => !log.report().errors.length) ?? soft[0]
    views = views.filter((view) => view !== gone)
  }

  function submitLate(view: PageView): void {
    if (lateTimer || !isToldLate(view)) return
    lateTimer = setTimeout(
      guard(() => submitChanged(isToldLate)),
      view.sequence === 1 ? lateMs : laterMs,
    )
  }

  function submitChanged(isWanted = (_view: PageView) => true): void {
    clearTimeout(lateTimer)
    lateTimer = undefined
    if (!isCollecting() || documentProperty('prerendering')) return
    const changed = views.filter((view) => view.isChanged && isWanted(view))
    if (consent === 'pending') {
      if (state === 'due' && changed.length) hold()
      return
    }
    for (const view of changed) send(view)
  }

  function send(view: PageView, told?: Told): void {
    view.isChanged = false
    view.sequence++
    submit(view, told)
  }

  return {
    /** Returns the page views that may still change, in order. */
    views: (): readonly PageView[] => views,
    current,
    isCollecting,
    isGranted: () => consent === 'granted',
    /** The page has loaded and is visible: the delay begins. */
    open(): void {
      if (state === 'loading') state = 'waiting'
      schedule()
    },
    /** Another page view begins. */
    enter(kind: PageViewKind, referrer: string): void {
      const left = current()
      left.title = documentProperty('title')
      enter(kind, referrer)
      if (left.isChanged) submitLate(left)
    },
    /** A page view got an error, or an ended one changed: submits soon. */
    changed(view: PageView): void {
      view.isChanged = true
      submitLate(view)
    },
    /** Submits a page view now, changed or not, whatever the consent. */
    send,
    /** Submits all changed page views now. */
    submit: () => submitChanged(),
    setConsent(answer: 'granted' | 'denied'): void {
      const before = consent
      consent = answer
      if (answer === 'denied') return
      if (before !== 'denied') {
        if (state === 'due') submitChanged()
        return
      }
      // the time without consent is not sent
      const { kind, referrer } = current()
      views = []
      enter(kind, referrer)
    },
    stop(): void {
      state = 'stopped'
      clearTimeout(dueTimer)
      clearTimeout(lateTimer)
    },
  }
}

function isToldLate({ sequence }: PageView): boolean {
  return sequence > 0 && sequence < maxSubmissions
}
