import type { Collector, Options } from './options.ts'
import { type Load, startWith } from './start-with.ts'

export type { Collector, Feedback, Options, Progress, ReportOutcome, ReportTexts, SendError } from './options.ts'

/**
 * Begins to collect on this page. Nothing happens before it is called; outside a browser, and for page views that are not
 * sampled, it does nothing. Never throws. Several may run on one page.
 */
export function start(options: Options = {}): Collector {
  return startWith(options, load)
}

const load = ((name) => (name === 'report' ? import('./report.ts') : import('./fingerprint.ts'))) as Load
