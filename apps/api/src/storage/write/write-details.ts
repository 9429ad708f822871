import { CompiledQuery, sql } from 'kysely'
import { withSearchable } from '../../identity/searchable-text.ts'
import type { Database } from '../database.ts'
import { prepared } from '../prepared-statements.ts'
import { insertErrorGroups } from '../tables/error-groups.ts'
import { insertErrors } from '../tables/errors.ts'
import { insertFingerprints } from '../tables/fingerprints.ts'
import { insertReasons, type ReasonsTable } from '../tables/reasons.ts'
import { insertScripts } from '../tables/scripts.ts'
import type { Sharded } from '../tables/sharded-tables.ts'
import { insertTexts, type TextsTable } from '../tables/texts.ts'
import type { NewFacts } from './new-submission.ts'
import { writeReleases } from './write-releases.ts'

/** Number of the advisory lock, the same in all processes: writers of details share it, removal needs it exclusively. */
const detailsLock = 2_210_455
const shareDetails = CompiledQuery.raw(prepared(`select pg_advisory_xact_lock_shared(${detailsLock})`))

/**
 * Waits for writers of details, and blocks new ones. Writers do not lock existing rows, so rows that they are about
 * to refer to would seem unused. Take this lock last, after all others, to avoid deadlocks.
 */
export async function lockDetails(trx: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(${detailsLock})`.execute(trx)
}

/** Writes errors, searchable texts, sets of components, reasons and scripts of one shard; distinct rows always in the same order, to avoid deadlocks. */
export function writeDetails(rows: readonly NewFacts[]): CompiledQuery[] {
  const shard = rows[0]?.shard ?? 0
  const texts = new Map<string, Sharded<TextsTable>>()
  const add = (text: TextsTable) => texts.set(`${text.kind} ${text.hash}`, { ...text, shard })
  for (const { facts } of rows) {
    if (facts.url !== null && facts.urlHash !== null)
      add({ kind: 'url', hash: facts.urlHash, text: withSearchable(facts.url) })
    if (facts.userAgent !== null && facts.userAgentHash !== null)
      add({ kind: 'userAgent', hash: facts.userAgentHash, text: facts.userAgent })
    for (const error of facts.errors)
      add({ kind: 'message', hash: error.messageHash, text: withSearchable(error.message) })
  }

  const errors = rows.flatMap(({ debugDataId, submissionId, receivedAt, facts }) =>
    facts.errors.map((error) => ({
      ...error,
      shard,
      debugDataId,
      receivedAt,
      pageViewId: facts.pageViewId ?? submissionId,
    })),
  )

  const reasons = new Map<string, Sharded<ReasonsTable>>()
  for (const { facts } of rows) for (const reason of facts.reasons) reasons.set(reason.reasonKey, { ...reason, shard })
  const fingerprints = new Map(
    rows.flatMap(({ facts: { fingerprintKey, components } }) =>
      fingerprintKey === null
        ? []
        : [[fingerprintKey, { fingerprintKey, shard, components: JSON.stringify(components) }]],
    ),
  )
  const releases = writeReleases(rows)
  // once a month each
  const scripts = new Map(
    rows.flatMap(({ receivedAt, facts }) =>
      facts.scripts.map((script) => [
        `${script.scriptHash} ${receivedAt?.toISOString().slice(0, 7)}`,
        { ...script, shard, receivedAt },
      ]),
    ),
  )
  if (texts.size + errors.length + fingerprints.size + reasons.size + scripts.size + releases.length === 0) return []
  return [
    shareDetails,
    ...insertTexts(inOrder(texts)),
    ...insertErrorGroups(inOrder(new Map(errors.map((error) => [error.groupKey, error])))),
    ...insertErrors(errors),
    ...insertFingerprints(inOrder(fingerprints)),
    ...insertReasons(inOrder(reasons)),
    ...insertScripts(inOrder(scripts)),
    ...releases,
  ]
}

function inOrder<Row>(rows: Map<string, Row>): Row[] {
  return [...rows.keys()].toSorted().map((key) => rows.get(key) as Row)
}
