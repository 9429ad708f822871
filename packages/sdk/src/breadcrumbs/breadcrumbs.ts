import type { Breadcrumb } from '@collector/schema'
import { pageUrl } from '../browser/page-url.ts'
import { truncate } from '../describe/truncate.ts'
import type { createSession } from '../session.ts'
import { toJson } from '../transport/to-json.ts'
import { createCrashContext } from './crash-context.ts'
import { observeActions } from './observe-actions.ts'
import { createTrail } from './trail.ts'

/** Maximum number of breadcrumbs in a crash report. */
const maxInCrash = 5

/**
 * Keeps breadcrumbs for later errors, and for the report that the browser sends if the page crashes.
 *
 * @param isOn without it a crash report names the page view alone
 */
export function createBreadcrumbs(session: ReturnType<typeof createSession>, isOn: boolean) {
  const trail = createTrail()
  let setCrashContext: ReturnType<typeof createCrashContext>

  function add(breadcrumb: Breadcrumb): void {
    if (isOn && session.isCollecting()) trail.add(breadcrumb)
    tellCrashContext()
  }

  function tellCrashContext(): void {
    if (!setCrashContext) return
    const context = { pageViewId: session.current().id, breadcrumbs: trail.list().slice(-maxInCrash) }
    setCrashContext(session.isGranted() ? toJson(context, (text) => truncate(text, 200), 3000) : '')
  }

  return {
    list: trail.list,
    add,
    addNavigation: () => add({ type: 'navigation', message: pageUrl() }),
    /** The page has loaded: prepares the crash report, which may take the browser a moment. */
    open(): void {
      setCrashContext = createCrashContext()
      tellCrashContext()
    },
    /** Consent was given or withdrawn. */
    consentChanged(): void {
      if (!session.isCollecting()) trail.clear()
      tellCrashContext()
    },
    stop: isOn ? observeActions(add) : () => {},
  }
}
