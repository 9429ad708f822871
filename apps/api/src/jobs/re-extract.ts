import { dayMs } from '@collector/schema/catalogue'
import { object } from '../ingest/clean.ts'
import { extractFacts } from '../ingest/extract-facts.ts'
import { isReport } from '../ingest/is-report.ts'
import { readSectionText } from '../ingest/read-section-text.ts'
import { leadRollups } from '../rollups/add-to-rollups.ts'
import type { Database } from '../storage/database.ts'
import { ensurePartitions } from '../storage/partitions.ts'
import {
  countRawRows,
  findRawRows,
  monthsOfRawRows,
  nextRawRows,
  type StoredSubmission,
  shardsOfRows,
  userAgentsOf,
} from '../storage/queries/raw-rows.ts'
import { deleteSetting, readSetting, writeSetting } from '../storage/queries/settings.ts'
import { decide } from '../storage/write/current-page-views.ts'
import type { NewFacts } from '../storage/write/new-submission.ts'
import { runAll } from '../storage/write/pipelined-transaction.ts'
import { lockDetails } from '../storage/write/write-details.ts'
import { extractVersion, writeFacts } from '../storage/write/write-facts.ts'
import { removeFacts } from '../submissions/delete-submissions.ts'
import { submissionIdOfRow } from '../submissions/row-id.ts'
import { sweepGroups } from '../submissions/sweep-groups.ts'

const batchSize = 200
const setting = 're_extract_done_until'

export interface ReExtractProgress {
  /** Processed rows, those of earlier runs included. */
  done: number
  total: number
  /** Rows of this run whose text is neither JSON nor Python's notation. */
  skipped: number
}

/**
 * Extracts the facts of every stored row again, oldest first, in transactions of a few hundred rows that do not block
 * storing. Its progress is kept in the database, so that a later call continues.
 *
 * @returns whether it is complete
 */
export async function reExtract(
  db: Database,
  report: (progress: ReExtractProgress) => void,
  isStopping: () => boolean = () => false,
): Promise<boolean> {
  let doneUntil = Number((await readSetting(db, setting)) ?? 0)
  const { last, total, done } = await countRawRows(db, doneUntil)
  const progress = { done, total, skipped: 0 }
  report({ ...progress })
  await ensurePartitions(db, await monthsOfRawRows(db))
  while (doneUntil < last) {
    if (isStopping()) return false
    const ids = await nextRawRows(db, doneUntil, last, batchSize)
    if (ids.length === 0) break
    progress.skipped += await reExtractRows(db, ids)
    progress.done += ids.length
    doneUntil = ids.at(-1) as number
    await writeSetting(db, setting, String(doneUntil))
    report({ ...progress })
  }
  await deleteSetting(db, setting)
  return true
}

/** Tells whether an older version of Collector extracted some of the facts, so that they lack what this one would find. */
export async function hasOlderFacts(db: Database): Promise<boolean> {
  if ((await readSetting(db, setting)) !== undefined) return true
  const oldest = await db.selectFrom('facts').select('extractVersion').orderBy('receivedAt').limit(1).executeTakeFirst()
  return oldest !== undefined && oldest.extractVersion < extractVersion
}

/**
 * Extracts the facts of some rows again, in a transaction a shard.
 *
 * @returns the number of unreadable rows
 */
export async function reExtractRows(db: Database, ids: number[]): Promise<number> {
  let unreadable = 0
  for (const [shard, some] of await shardsOfRows(db, ids)) unreadable += await reExtractInShard(db, shard, some)
  return unreadable
}

async function reExtractInShard(db: Database, shard: number, ids: number[]): Promise<number> {
  const { unreadable, formerKeys } = await db.transaction().execute(async (trx) => {
    // keeps out deletion, which begins with the same lock
    await leadRollups(trx, shard)
    const userAgents = await userAgentsOf(trx, ids)
    // waits for whoever is raising the count of a report, so that the raised count is read
    const { errors } = await removeFacts(trx, shard, ids)
    const rows = await findRawRows(trx, ids)
    const facts = rows.flatMap((row) => newFacts(row, shard, userAgents.get(row.id)))
    await runAll(trx, writeFacts(await decide(trx, facts)))
    const keysBefore = new Set(errors.map(({ groupKey }) => groupKey))
    const keysNow = new Set(facts.flatMap(({ facts }) => facts.errors.map(({ groupKey }) => groupKey)))
    return {
      unreadable: rows.length - facts.length,
      formerKeys: [...keysBefore].filter((key) => !keysNow.has(key)).toSorted(),
    }
  })
  if (formerKeys.length > 0) {
    // in a transaction of its own: the one above shares the lock that this one takes alone, and two of them would wait for each other
    await db.transaction().execute(async (trx) => {
      await lockDetails(trx)
      await sweepGroups(trx, formerKeys)
    })
  }
  return unreadable
}

function newFacts(row: StoredSubmission, shard: number, userAgent: string | undefined): NewFacts[] {
  const sections = readSections(row)
  if (!isTime(row.receivedAt) || sections === undefined) return []
  return [
    {
      debugDataId: row.id,
      shard,
      submissionId: row.submissionId ?? submissionIdOfRow(row.id),
      receivedAt: row.receivedAt,
      facts: { ...extractFacts(sections, userAgent), isReport: isReport(row.inlet, sections['page']) },
    },
  ]
}

/** Returns whether it is a usable time: the predecessor's column may hold null, infinity, or a year without a partition. */
function isTime(time: Date | null): time is Date {
  return time instanceof Date && time.getTime() > 0 && time.getTime() < Date.now() + 365 * dayMs
}

/** Returns undefined if one of them cannot be read. */
function readSections(row: StoredSubmission): Record<string, unknown> | undefined {
  const others = object(row.extra === null ? {} : readSectionText(row.extra))
  const texts = {
    page: row.page,
    browser: row.browserInfo,
    performance: row.performanceData,
    fingerprints: row.fingerprints,
    errors: row.errors,
  }
  const read = Object.entries(texts).flatMap(([name, text]) => (text === null ? [] : [[name, readSectionText(text)]]))
  return read.some(([, value]) => value === undefined) ? undefined : { ...others, ...Object.fromEntries(read) }
}
