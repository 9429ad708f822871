import { metricNames } from '@collector/schema/catalogue'
import { type RawBuilder, sql } from 'kysely'
import {
  answerColumns,
  type Counts,
  type Distribution,
  groupColumns,
  histogramColumns,
  mergeHistograms,
  type Part,
} from './ask.ts'
import { countRows, histogramRows } from './parts.ts'
import type { TimeBuckets } from './time-buckets.ts'

/**
 * The time series and the distributions of all metrics of some pages; the value of each row is the index of its page.
 *
 * @param pages the paths of each
 */
export function ofPages(
  pages: readonly string[][],
  buckets: TimeBuckets,
): { series: Part<Counts[]>; vitals: Part<Distribution[]> } {
  const paths = pages.flat()
  const indexes = pages.flatMap((some, index) => some.map(() => index))
  const tables = () => ({
    shown_pages: sql`select path, page from unnest(${paths}::text[], ${indexes}::integer[]) p (path, page)`,
  })
  const isShown = (path: RawBuilder<unknown>) => sql`${path} in (select path from shown_pages)`
  return {
    series: {
      tables,
      select: (scope) => sql`select ${answerColumns({
        ...groupColumns,
        value: sql`page`,
        pageViews: sql`sum(page_views)`,
      })} from ${countRows(scope, { by: 'path', buckets })} join shown_pages p on p.path = value
        group by w, at, page having sum(page_views) > 0`,
      read: (rows) => rows as Counts[],
    },
    vitals: {
      tables,
      select: (scope) => sql`select ${answerColumns({ ...histogramColumns, value: sql`page` })}
        from (${histogramRows(scope, { by: 'path' }, metricNames, isShown)}) h (w, at, dimension, path, metric, stored, buckets, counts)
          join shown_pages p using (path)`,
      read: (rows) => mergeHistograms(rows, metricNames),
    },
  }
}
