import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { expectedRows } from '../storage/tables/listed.ts'
import { type BeginWith, latestOccurrences, mostGoneThrough, type Occurrence } from '../storage/tables/occurrences.ts'
import { all, type Conditions, inSpan, matchesColumns, matchesEach } from './conditions.ts'
import type { Question } from './source.ts'
import { isOfFacts } from './sources.ts'

/** A row of facts is read in the order of an index, those of an error are looked up: that takes about twice as long. */
const lookupCost = 2

/** The latest submissions that match and have errors of a group, newest first; all that are found where there is no limit. */
export async function findOccurrences(
  db: Database,
  question: Question & { group: string },
  limit: number | undefined,
): Promise<Occurrence[]> {
  const { conditions, group } = question
  const asked = { ofError: inSpan(sql`e.received_at`, conditions), ofFacts: matchesEach(conditions) }
  const how = isOfFacts(question)
    ? await whichIsLess(db, conditions, group)
    : ({ beginWith: 'errors', areMany: false } as const)
  return latestOccurrences(db, group, asked, { ...how, limit })
}

async function whichIsLess(db: Database, conditions: Conditions, group: string) {
  const [facts, errors] = await Promise.all([
    expectedRows(db, 'facts', matchesColumns(conditions)),
    expectedRows(db, 'errors', all([sql`e.group_key = ${group}`, inSpan(sql`e.received_at`, conditions)])),
  ])
  // a search begins at its own indexes, and in no order
  const beginWith: BeginWith = !conditions.search && facts < errors * lookupCost ? 'facts' : 'errors'
  return { beginWith, areMany: (beginWith === 'facts' ? facts : errors) > mostGoneThrough }
}
