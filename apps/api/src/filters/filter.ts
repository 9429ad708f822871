import type { Dimension, MetricName } from '@collector/schema/catalogue'
import type { PathPattern } from '../identity/path-pattern.ts'
import type { TextHashes } from './search-texts.ts'

/** From a time up to before another; undefined has no end. */
export interface Window {
  from: Date | undefined
  to: Date | undefined
}

/** The filters of a request, read from its parameters once. A submission must match all that is set. */
export interface Filter {
  window: Window
  /** Any of these values; '' stands for none. */
  values: Partial<Record<Dimension, string[]>>
  /** The path matches each of these. */
  pathPatterns?: PathPattern[] | undefined
  hasErrors?: boolean | undefined
  /** Visits of our own pages. */
  isOwn?: boolean | undefined
  visitorId?: string | undefined
  ip?: string | undefined
  fingerprint?: string | undefined
  /** The page view has errors of each of these groups. */
  groupKeys?: string[] | undefined
  /** The page view's metric has a reason with this target; '' is none. */
  reason?: { metric: MetricName; target: string } | undefined
  vital?: { metric: MetricName; above: number | undefined; upTo: number | undefined } | undefined
  /** Text, and the hashes of the stored texts that contain it; undefined where those are very many. */
  search?: { q: string; hashes: TextHashes | undefined } | undefined
}

/** Tells whether what is asked for belongs to a page view, and so to its last submission only. */
export function isOfPageView({ vital, reason }: Filter): boolean {
  return vital !== undefined || reason !== undefined
}

/** Tells whether anything but the time is asked for. */
export function isNarrowed({ window: _, values, ...others }: Filter): boolean {
  return Object.keys(values).length > 0 || Object.values(others).some((value) => value !== undefined)
}
