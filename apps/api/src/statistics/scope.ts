import type { SubmissionKind } from '@collector/schema'
import { dimensionInfo, dimensions, metricNames, metrics } from '@collector/schema/catalogue'
import { type RawBuilder, sql } from 'kysely'
import type { Filter, Window } from '../filters/filter.ts'
import { and, inWindow, matches } from '../filters/matches.ts'
import { isSameSubmission } from '../storage/same-submission.ts'
import type { Plan } from './plan.ts'
import { daysAndHours, type Span, type SplitWindow, splitWindow } from './split-window.ts'

/** The subject of one answer: the page views that match in one or more windows, and where they are read. */
export interface Scope {
  plan: Plan
  /** Its window contains all of `windows`. */
  filter: Filter
  /** Windows that follow on each other, the current one first. */
  windows: Window[]
  splits: SplitWindow[]
}

export function scopeOf(plan: Plan, filter: Filter, windows: Window[] = [filter.window], now = new Date()): Scope {
  return {
    plan,
    filter,
    windows,
    splits: plan.source === 'rollups' ? windows.map((each) => splitWindow(each, now)) : [],
  }
}

/** Tells whether numbers are estimated from a sample. */
export function isEstimate({ plan }: Scope): boolean {
  return plan.source === 'sample'
}

/** The columns that most questions read of a page view, in facts and in the sample. */
const usualColumns = sql.raw(
  [
    'f.shard',
    'f.debug_data_id',
    'f.received_at',
    'f.error_count',
    'f.noise_count',
    'f.is_report',
    'f.referrer_host',
    ...dimensions.map((name) => `f.${dimensionInfo[name].column}`),
    ...metricNames.map((name) => `f.${metrics[name].column}`),
  ].join(', '),
)

/**
 * SQL of the page views f that are read one by one, each with the number of its window (`w`) and its `weight`: all that match,
 * or those of the sample. If rollups answer, only those that they lack: the edges of the windows, and the queue.
 */
export function pageViewRows(scope: Scope, columns = usualColumns): RawBuilder<unknown> {
  const { plan, filter, windows } = scope
  if (plan.source !== 'sample') return rowsOf('pageView', scope, columns)
  const inTier = sql`page_view_samples f where f.sample_tier >= ${sql.lit(plan.tier)}`
  return selectRows(windowOf(windows), sql.lit(plan.weight), columns, inTier, matches(filter))
}

/** SQL of the rows in which errors occurred: page views as in `pageViewRows`, and reports, which are never sampled. */
export function errorSourceRows(scope: Scope): RawBuilder<unknown> {
  return sql`${pageViewRows(scope)} union all ${rowsOf('report', scope, usualColumns)}`
}

function rowsOf(
  kind: SubmissionKind,
  { plan, filter, windows, splits }: Scope,
  columns: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (plan.source !== 'rollups') {
    const from = kind === 'report' ? reports : plan.source === 'errors' ? copiesWithErrors : currentPageViews
    return selectRows(windowOf(windows), sql`1`, columns, from, matches(filter))
  }
  const narrowed = matches({ ...filter, window: { from: undefined, to: undefined } })
  // a replaced page view is queued to be subtracted
  const isQueued = and([sql`f.is_report = ${sql.lit(kind === 'report')}`, narrowed])
  return sql.join(
    splits.flatMap(({ covered, edges }, w) => [
      ...edges.map((edge) => {
        const isEdge = and([inWindow(sql`f.received_at`, edge), narrowed])
        return selectRows(
          sql.lit(w),
          sql.lit(edge.sign),
          columns,
          kind === 'report' ? reports : currentPageViews,
          isEdge,
        )
      }),
      ...(covered
        ? [selectRows(sql.lit(w), sql`q.sign`, columns, queued, and([inWindow(sql`q.received_at`, covered), isQueued]))]
        : []),
    ]),
    sql` union all `,
  )
}

/** SQL of the rows f that are read, to be followed by conditions: all current page views, and the copies of those with errors. */
export const currentPageViews = sql`facts f where f.is_current`
export const copiesWithErrors = sql`page_view_samples f where f.sample_tier = 0`
const reports = sql`facts f where f.is_report`

const queued = sql`rollup_queue q join facts f on ${isSameSubmission('f', 'q')} and f.page_view_id = q.page_view_id
  where f.received_at = q.received_at`

/** SQL of the number of the window that a page view f is in. */
function windowOf([current, ...others]: Window[]): RawBuilder<unknown> {
  return others.length > 0 ? sql`case when f.received_at >= ${current?.from} then 0 else 1 end` : sql`0`
}

function selectRows(
  w: RawBuilder<unknown>,
  weight: RawBuilder<unknown>,
  columns: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
  where: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`select ${w} as w, ${weight} as weight, ${columns} from ${from} and ${where}`
}

/** Returns the spans of rollup buckets to read, each with the number of its window; none if page views are read instead. */
export function rollupSpans({ splits }: Scope, byHour: boolean): (Span & { w: number })[] {
  return splits.flatMap(({ covered }, w) => {
    if (!covered) return []
    const spans: Span[] = byHour ? [{ level: 'hour', ...covered }] : daysAndHours(covered)
    return spans.map((span) => ({ ...span, w }))
  })
}
