import { type Dimension, dimensions, type ErrorGroupAnswer } from '@collector/schema'
import type { Database } from '../storage/database.ts'
import type { Occurrence } from '../storage/tables/occurrences.ts'
import { askBreakdowns, type Sum } from './ask.ts'
import { compare } from './metric-answer.ts'
import type { Question } from './source.ts'
import { isOfFacts } from './sources.ts'

const maxBreakdown = 10

type Share = Omit<Sum, 'at'>
type Counts = Omit<Share, 'value'>

/**
 * What the page views that match and have an error of a group have in common.
 *
 * @param counts of the group among the page views that match
 * @param latest those that are broken down where no rollup knows: if they are not all, put in proportion to all
 */
export async function breakDownGroup(
  db: Database,
  question: Question & { group: string },
  counts: Counts,
  latest: Promise<Occurrence[]>,
): Promise<Pick<ErrorGroupAnswer, 'breakdowns' | 'isOfLatest'>> {
  if (isOfFacts(question)) {
    const occurrences = await latest
    const total = sumOf(occurrences)
    const sums = dimensions.map((by) => sharesOf(occurrences, by))
    const isOfLatest = total.pageViews < counts.pageViews
    return {
      breakdowns: named(isOfLatest ? sums.map((shares) => inProportion(shares, total, counts)) : sums),
      isOfLatest,
    }
  }
  const sums = await askBreakdowns(
    db,
    question,
    dimensions.map((by) => ({ by })),
  )
  return { breakdowns: named(sums), isOfLatest: false }
}

function sharesOf(occurrences: Occurrence[], by: Dimension): Share[] {
  return [...Map.groupBy(occurrences, (one) => one[by])].map(([value, alike]) => ({ value, ...sumOf(alike) }))
}

function sumOf(occurrences: Occurrence[]): Counts {
  return {
    count: occurrences.reduce((sum, { count }) => sum + count, 0),
    pageViews: new Set(occurrences.map(({ pageViewId }) => pageViewId)).size,
  }
}

function inProportion(shares: Share[], found: Counts, all: Counts): Share[] {
  return shares.map(({ value, count, pageViews }) => ({
    value,
    count: Math.round((count / found.count) * all.count),
    pageViews: Math.round((pageViews / found.pageViews) * all.pageViews),
  }))
}

function named(sums: Share[][]): ErrorGroupAnswer['breakdowns'] {
  const entries = dimensions.map((by, place) => [by, mostOf(sums[place] ?? [])])
  return Object.fromEntries(entries) as ErrorGroupAnswer['breakdowns']
}

function mostOf(shares: Share[]): Share[] {
  return shares
    .toSorted((a, b) => b.count - a.count || compare(a.value, b.value))
    .slice(0, maxBreakdown)
    .map(({ value, count, pageViews }) => ({ value, count, pageViews }))
}
