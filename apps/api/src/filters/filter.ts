import type { SubmissionKind } from '@collector/schema'
import type { Dimension, MetricName } from '@collector/schema/catalogue'
import type { PathPattern } from '../identity/path-pattern.ts'
import type { FoundTexts } from './search-texts.ts'

/** A time range that includes its start and excludes its end; undefined is unbounded. */
export interface Window {
  from: Date | undefined
  to: Date | undefined
}

/** The filters of a request, read from its parameters once. A submission must match all of them. */
export interface Filter {
  window: Window
  /** Accepted values of a dimension; '' is no value. */
  values: Partial<Record<Dimension, string[]>>
  /** The path matches each of these. */
  pathPatterns?: PathPattern[] | undefined
  /** The page view has an error that is no noise, or none. */
  hasErrors?: boolean | undefined
  /** The page view has an error, which may be noise. */
  hasAnyError?: true | undefined
  /** The page view has an error that is noise, or one that is not. */
  noise?: boolean | undefined
  /** Visits of our own pages. */
  isOwn?: boolean | undefined
  kind?: SubmissionKind | undefined
  visitorId?: string | undefined
  userId?: string | undefined
  /** A case of the support. */
  reference?: string | undefined
  /** Another site that the page view came from. */
  referrerHost?: string | undefined
  /** A line of `facts.tags`. */
  tag?: string | undefined
  ip?: string | undefined
  fingerprint?: string | undefined
  /** The page view has errors of each of these groups. */
  groupKeys?: string[][] | undefined
  /** The page view's metric has a reason with this target; '' is none. */
  reason?: { metric: MetricName; target: string } | undefined
  vital?: { metric: MetricName; above: number | undefined; upTo: number | undefined } | undefined
  /** Search text, and the stored texts that contain it; undefined if they are not looked up, or are very many. */
  search?: { q: string; found: FoundTexts | undefined } | undefined
}

/** Returns whether the filter concerns page views, and so only their last submissions. */
export function isOfPageView({ vital, reason }: Filter): boolean {
  return vital !== undefined || reason !== undefined
}

/** Returns whether only page views with errors, noise included, can match. */
export function isOfErrors({ hasErrors, hasAnyError, noise, groupKeys = [] }: Filter): boolean {
  return hasErrors === true || hasAnyError === true || noise !== undefined || groupKeys.length > 0
}

/** Returns whether there is a filter besides the time. */
export function isNarrowed({ window: _, values, ...others }: Filter): boolean {
  return Object.keys(values).length > 0 || Object.values(others).some((value) => value !== undefined)
}
