import type { FingerprintTimelineAnswer } from '@collector/schema'
import { sql } from 'kysely'
import type { Filter } from '../filters/filter.ts'
import { matches } from '../filters/matches.ts'
import { parseFilter } from '../filters/read-filter.ts'
import { RefusedError } from '../http-errors.ts'
import type { Database } from '../storage/database.ts'
import { changeReason, type Versions } from './change-reason.ts'
import { type ComponentSet, componentSets } from './component-sets.ts'
import { type SentValue, sentValues } from './sent-values.ts'

/** Page views of one browser that are read, the latest. */
const maxPageViews = 2000
const maxItems = 50

interface PageView extends Versions {
  debugDataId: number
  receivedAt: Date
  submissionId: string
  fingerprintKey: string
  hash: string | null
}

/**
 * Answers the fingerprints of one browser in the order of time, and their differences.
 *
 * @throws RefusedError 400 unless exactly one of a visitor id and a hash is given
 */
export async function answerTimeline(
  db: Database,
  { visitorId, hash }: { visitorId?: string; hash?: string },
): Promise<FingerprintTimelineAnswer> {
  if ((visitorId === undefined) === (hash === undefined)) throw new RefusedError(400, 'send either visitorId or hash')
  const pageViews = await readPageViews(db, parseFilter({ visitorId, fingerprint: hash }))
  const periods = periodsOf(pageViews).slice(-maxItems)
  const ends = periods.map((period) => ({ first: period[0] as PageView, last: period.at(-1) as PageView }))
  const [sets, sentValue] = await Promise.all([
    componentSets(
      db,
      ends.map(({ first }) => first.fingerprintKey),
    ),
    sentValues(
      db,
      ends.map(({ last }) => last.debugDataId),
    ),
  ])
  return {
    items: ends.map(({ first, last }, index) => ({
      from: first.receivedAt.toISOString(),
      to: last.receivedAt.toISOString(),
      count: (periods[index] as PageView[]).length,
      hash: last.hash,
      submissionId: last.submissionId,
      changes: changesBetween(ends[index - 1]?.last, last, sets, sentValue),
    })),
  }
}

async function readPageViews(db: Database, filter: Filter): Promise<PageView[]> {
  const { rows } = await sql<PageView>`select f.debug_data_id as "debugDataId", f.received_at as "receivedAt",
      f.submission_id as "submissionId", f.fingerprint_key::text as "fingerprintKey", f.fingerprint_hash as hash,
      f.browser_version as "browserVersion", f.os_version as "osVersion"
    from facts f where f.is_current and f.fingerprint_key is not null and ${matches(filter)}
    order by f.received_at desc, f.debug_data_id desc limit ${maxPageViews}`.execute(db.withoutPlugins())
  return rows.reverse()
}

/** Splits page views where the set of component values changes. */
function periodsOf(pageViews: readonly PageView[]): PageView[][] {
  const periods: PageView[][] = []
  for (const pageView of pageViews) {
    const current = periods.at(-1)
    if (current?.[0]?.fingerprintKey === pageView.fingerprintKey) current.push(pageView)
    else periods.push([pageView])
  }
  return periods
}

function changesBetween(
  before: PageView | undefined,
  after: PageView,
  sets: ReadonlyMap<string, ComponentSet>,
  sentValue: SentValue,
): FingerprintTimelineAnswer['items'][number]['changes'] {
  if (!before) return []
  const [old, current] = [sets.get(before.fingerprintKey) ?? {}, sets.get(after.fingerprintKey) ?? {}]
  return [...new Set([...Object.keys(old), ...Object.keys(current)])]
    .filter((component) => old[component] !== current[component])
    .toSorted()
    .map((component) => ({
      component,
      before: sentValue(before.debugDataId, component),
      after: sentValue(after.debugDataId, component),
      reason: changeReason(component, before, after),
    }))
}
