import { dimensions, type ErrorGroupAnswer } from '@collector/schema'
import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { nthLatestOfGroup } from '../storage/tables/errors.ts'
import { askBreakdowns, askSums, type Sum } from './ask.ts'
import { type Conditions, inSpan } from './conditions.ts'
import { compare } from './metric-answer.ts'
import { isOfFacts } from './sources.ts'

const maxBreakdown = 10
/** Page views that are looked up; of more only the latest are. Shares of so many are within six in a hundred. */
const maxLookedUp = 250

/**
 * What the page views that match and have an error of a group have in common. Group, filter and breakdown together are in no
 * rollup: of many page views the latest are broken down, and put in proportion to all.
 *
 * @param counts of the group among the page views that match
 */
export async function breakDownGroup(
  db: Database,
  conditions: Conditions,
  group: string,
  counts: Pick<Sum, 'count' | 'pageViews'>,
  lookedUp = maxLookedUp,
): Promise<Pick<ErrorGroupAnswer, 'breakdowns' | 'isEstimate'>> {
  const latest = await startOfLatest(db, conditions, group, counts.pageViews / lookedUp)
  const sums = await askBreakdowns(
    db,
    { metric: 'errors', conditions: { ...conditions, from: latest ?? conditions.from }, group },
    dimensions.map((by) => ({ by })),
  )
  const breakdowns = dimensions.map((by, place) => {
    const ofDimension = sums[place] ?? []
    return [by, mostOf(latest ? inProportion(ofDimension, counts) : ofDimension)]
  })
  return { breakdowns: Object.fromEntries(breakdowns), isEstimate: latest !== undefined }
}

/**
 * When those that are looked up begin, if they are not all: with the latest errors of the group, whatever else is asked of
 * them, as many as hold about enough that match.
 */
async function startOfLatest(
  db: Database,
  { from, to, ...others }: Conditions,
  group: string,
  tooMany: number,
): Promise<Date | undefined> {
  const conditions = { from, to, vital: undefined, search: undefined }
  if (tooMany <= 1 || !isOfFacts({ metric: 'errors', conditions: { ...conditions, ...others }, group }))
    return undefined
  const [all] = await askSums(db, { metric: 'errors', conditions, by: 'groupKey', values: [group] })
  return nthLatestOfGroup(
    db,
    group,
    inSpan(sql`e.received_at`, { from, to }),
    Math.ceil((all?.pageViews ?? 0) / tooMany),
  )
}

function inProportion(sums: Sum[], { count, pageViews }: Pick<Sum, 'count' | 'pageViews'>): Sum[] {
  const sumOf = (name: 'count' | 'pageViews') => sums.reduce((total, sum) => total + sum[name], 0)
  const [counted, lookedUp] = [sumOf('count'), sumOf('pageViews')]
  return sums.map((sum) => ({
    ...sum,
    count: Math.round((sum.count / counted) * count),
    pageViews: Math.round((sum.pageViews / lookedUp) * pageViews),
  }))
}

function mostOf(sums: Sum[]) {
  return sums
    .toSorted((a, b) => b.count - a.count || compare(a.value, b.value))
    .slice(0, maxBreakdown)
    .map(({ value, count, pageViews }) => ({ value, count, pageViews }))
}
