import type { CompiledQuery } from 'kysely'
import { insertErrorGroupReleases, insertReleases } from '../tables/releases.ts'
import type { NewFacts } from './new-submission.ts'

/** Notes which releases were seen, and which groups of errors occurred in them; each once, in one order everywhere. */
export function writeReleases(rows: readonly NewFacts[]): CompiledQuery[] {
  const releases = new Map<string, Parameters<typeof insertReleases>[0][number]>()
  const groups = new Map<string, Parameters<typeof insertErrorGroupReleases>[0][number]>()
  for (const { receivedAt, facts } of rows) {
    if (facts.release === null) continue
    const row = { receivedAt, release: facts.release, environment: facts.environment ?? '' }
    const key = `${row.release}\n${row.environment}`
    addEarliest(releases, key, row)
    for (const { groupKey } of facts.errors) addEarliest(groups, `${groupKey}\n${key}`, { ...row, groupKey })
  }
  return [...insertReleases(inOrder(releases)), ...insertErrorGroupReleases(inOrder(groups))]
}

function addEarliest<Row extends { receivedAt: Date | null }>(rows: Map<string, Row>, key: string, row: Row): void {
  const known = rows.get(key)
  if (!known || (row.receivedAt && known.receivedAt && row.receivedAt < known.receivedAt)) rows.set(key, row)
}

function inOrder<Row>(rows: Map<string, Row>): Row[] {
  return [...rows.keys()].toSorted().map((key) => rows.get(key) as Row)
}
