import type { Breadcrumb } from '@collector/schema'
import { type Json, object, text } from '../ingest/clean.ts'
import { scrubValue } from './scrub-value.ts'

const maxBreadcrumbs = 30

/** Reads what the SDK left in a crash report (`window.crashReport`): the page view and what happened last. */
export function readCrashContext(body: Json): { pageViewId?: string; breadcrumbs?: Breadcrumb[] } {
  const { pageViewId, breadcrumbs } = object(parse(object(body['crash_report_api'])['collector']))
  const id = text(pageViewId, 100)
  return {
    ...(id && { pageViewId: id }),
    ...(Array.isArray(breadcrumbs) && {
      breadcrumbs: scrubValue(breadcrumbs.slice(0, maxBreadcrumbs)) as Breadcrumb[],
    }),
  }
}

/** Anybody may send this text, so invalid JSON counts as absent. */
function parse(sent: unknown): unknown {
  try {
    return JSON.parse(String(sent))
  } catch {
    return undefined
  }
}
