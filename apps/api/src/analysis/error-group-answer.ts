import type { ErrorGroupAnswer, Filters } from '@collector/schema'
import type { Database } from '../storage/database.ts'
import { errorGroupsByKey } from '../storage/tables/error-groups.ts'
import { type Occurrence, rawErrors } from '../storage/tables/occurrences.ts'
import { askSums } from './ask.ts'
import { breakDownGroup } from './break-down-group.ts'
import { seriesOf, toItem } from './error-groups.ts'
import { findOccurrences } from './find-occurrences.ts'
import { listItems } from './list-page.ts'
import { readConditions } from './read-conditions.ts'
import { isEstimate, type SampleLimits, sampledErrors } from './sample.ts'
import type { Question } from './source.ts'
import { isOfFacts } from './sources.ts'

const maxOccurrences = 20
/** Of so many that match the shares are told. Those of 200 are within seven in a hundred. */
const maxBrokenDown = 200

/**
 * One group with its latest occurrences; undefined where there is none with this key. Group, filter and breakdown together
 * are in no rollup: behind a filter the latest are broken down.
 */
export async function errorGroupAnswer(
  db: Database,
  groupKey: string,
  filters: Filters,
  limits?: SampleLimits,
): Promise<ErrorGroupAnswer | undefined> {
  const conditions = await readConditions(db, filters)
  const question = { metric: 'errors', conditions, group: groupKey } as const
  const matching = await sampledErrors(db, conditions, limits, groupKey)
  const [[stored], [sum]] = await Promise.all([
    errorGroupsByKey(db, [groupKey]),
    askSums(db, { metric: 'errors', conditions: matching, by: 'groupKey', values: [groupKey] }),
  ])
  if (!stored) return undefined
  const counts = { groupKey, count: sum?.count ?? 0, pageViews: sum?.pageViews ?? 0 }
  const isNone = matching.sample?.ids.length === 0
  const latest = isNone ? Promise.resolve([]) : findOccurrences(db, question, mostOf(question, counts.pageViews))
  const [series, occurrences, ofDimensions] = await Promise.all([
    seriesOf(db, matching, [counts]),
    latest.then((found) => show(db, found.slice(0, maxOccurrences))),
    breakDownGroup(db, question, counts, latest),
  ])
  return {
    ...toItem({ ...stored, ...counts }, series),
    occurrences,
    ...ofDimensions,
    isEstimate: isEstimate(matching),
  }
}

/** Where they are broken down too all of few; undefined is all. */
function mostOf(question: Question, pageViews: number): number | undefined {
  if (!isOfFacts(question)) return maxOccurrences
  return pageViews > maxBrokenDown ? maxBrokenDown : undefined
}

async function show(db: Database, latest: Occurrence[]): Promise<ErrorGroupAnswer['occurrences']> {
  const ids = latest.map(({ debugDataId }) => debugDataId)
  const [items, raw] = await Promise.all([listItems(db, ids), rawErrors(db, ids)])
  const byId = new Map(items.map((item) => [item.id, item]))
  return latest
    .flatMap(({ debugDataId, ordinals }) => {
      const submission = byId.get(debugDataId)
      return submission ? ordinals.map((at) => ({ submission, error: entryOf(raw.get(debugDataId), at) })) : []
    })
    .slice(0, maxOccurrences)
}

function entryOf(errors: string | null | undefined, ordinal: number): unknown {
  try {
    return JSON.parse(errors ?? '')[ordinal] ?? null
  } catch {
    return null
  }
}
