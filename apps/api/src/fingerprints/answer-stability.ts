import type { FingerprintStabilityAnswer } from '@collector/schema'
import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { componentSets } from './component-sets.ts'

/** Page views that are read: those of some visitors, all of each. */
const maxPageViews = 20_000
/** Distinct sets of component values that are compared. */
const maxSets = 5000

interface PageView {
  visitorId: string
  fingerprintKey: string
}

/**
 * Counts how often each component differs between two consecutive page views of one browser. Visitor ids are random, so the
 * first in their order are a sample of all.
 */
export async function answerStability(db: Database): Promise<FingerprintStabilityAnswer> {
  const { rows } = await sql<PageView>`select f.visitor_id as "visitorId", f.fingerprint_key::text as "fingerprintKey"
    from facts f where f.is_current and f.visitor_id is not null and f.fingerprint_key is not null
    order by f.visitor_id, f.received_at, f.debug_data_id limit ${maxPageViews}`.execute(db.withoutPlugins())
  const pairs = pairsOf(rows)
  const sets = await componentSets(
    db,
    pairs.flatMap(({ from, to }) => [from, to]),
  )
  const counts = new Map<string, { pairs: number; changed: number }>()
  for (const { from, to, times } of pairs) {
    const [before, after] = [sets.get(from) ?? {}, sets.get(to) ?? {}]
    for (const [name, value] of Object.entries(before)) {
      if (after[name] === undefined) continue
      const count = counts.get(name) ?? { pairs: 0, changed: 0 }
      count.pairs += times
      if (after[name] !== value) count.changed += times
      counts.set(name, count)
    }
  }
  const visits = Map.groupBy(rows, ({ visitorId }) => visitorId)
  return {
    browsers: [...visits.values()].filter((ofVisitor) => ofVisitor.length > 1).length,
    components: [...counts]
      .map(([name, count]) => ({ name, ...count }))
      .toSorted((a, b) => b.changed / b.pairs - a.changed / a.pairs || (a.name < b.name ? -1 : 1)),
  }
}

/** Returns the pairs of sets that follow on each other in one browser, each with the number of times. */
function pairsOf(rows: readonly PageView[]): { from: string; to: string; times: number }[] {
  const pairs = new Map<string, { from: string; to: string; times: number }>()
  const seen = new Set<string>()
  for (const [index, { visitorId, fingerprintKey: to }] of rows.entries()) {
    const previous = rows[index - 1]
    if (previous?.visitorId !== visitorId) continue
    const from = previous.fingerprintKey
    seen.add(from).add(to)
    if (seen.size > maxSets) break
    const pair = pairs.get(`${from} ${to}`)
    if (pair) pair.times++
    else pairs.set(`${from} ${to}`, { from, to, times: 1 })
  }
  return [...pairs.values()]
}
