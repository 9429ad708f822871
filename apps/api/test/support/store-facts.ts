import { sql } from 'kysely'
import { extractFacts } from '../../src/ingest/extract-facts.ts'
import { errorsOfSubmissions, queuedShards, takeFromQueue } from '../../src/rollups/queue.ts'
import { rollUp } from '../../src/rollups/roll-up.ts'
import type { Database } from '../../src/storage/database.ts'
import type { Storage } from '../../src/storage/storage.ts'
import type { NewFacts } from '../../src/storage/write/new-submission.ts'
import { runAll } from '../../src/storage/write/pipelined-transaction.ts'
import { writeFacts } from '../../src/storage/write/write-facts.ts'
import type { SkewedPageView } from './skewed-page-views.ts'

const storedAtOnce = 2000
/** The more at once, the fewer times a row of the rollups is written. */
const rolledUpAtOnce = 50_000

/**
 * Stores and rolls up the facts of page views as if each had been received at its time, without the text of their
 * submissions: hundreds of thousands take half a minute.
 *
 * @returns the key of each error's group, by its message
 */
export async function storeFacts(storage: Storage, pageViews: readonly SkewedPageView[]): Promise<Map<string, string>> {
  const groupKeys = new Map<string, string>()
  const db = storage.unlimitedDb
  const indexes = await dropIndexes(db)
  for (let at = 0; at < pageViews.length; at += storedAtOnce) {
    const rows = pageViews.slice(at, at + storedAtOnce).map((view, n) => rowOf(view, at + n + 1))
    for (const { groupKey, message } of rows.flatMap(({ facts }) => facts.errors)) groupKeys.set(message, groupKey)
    await db.transaction().execute((trx) => runAll(trx, writeFacts(rows)))
  }
  for (const index of indexes) await sql.raw(index).execute(db)
  await rollUpAll(db)
  await sql`analyze`.execute(db)
  return groupKeys
}

/**
 * Drops all but the one that writing samples needs: keeping them up to date takes longer than making them.
 *
 * @returns SQL that makes them again
 */
async function dropIndexes(db: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string; definition: string }>`select indexrelid::regclass::text as name,
      replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') as definition
    from pg_index where indrelid = 'facts'::regclass and not indisprimary and indexrelid <> 'facts_debug_data_id'::regclass`.execute(
    db,
  )
  for (const { name } of rows) await sql`drop index ${sql.id(name)}`.execute(db)
  return rows.map(({ definition }) => definition)
}

function rowOf({ submissionId, receivedAt, ...view }: SkewedPageView, debugDataId: number) {
  const facts = factsOf(view)
  return { debugDataId, submissionId, receivedAt, shard: 0, facts, isCurrent: true, replaces: false }
}

function factsOf(view: Omit<SkewedPageView, 'submissionId' | 'receivedAt'>): NewFacts['facts'] {
  const { browser, os, device, host, path, visitorId, vitals, errors } = view
  const measured = Object.fromEntries(Object.entries(vitals).map(([name, value]) => [name, { value }]))
  const body = {
    page: { url: `https://${host}${path}`, visitorId },
    performance: { vitals: measured },
    errors: errors.map((error) => ({ type: 'error', name: 'Error', ...error })),
  }
  return { ...extractFacts(body, undefined), browserName: browser, osName: os, device }
}

async function rollUpAll(db: Database): Promise<void> {
  while ((await queuedShards(db)).length > 0) {
    await db.transaction().execute(async (trx) => {
      const facts = await takeFromQueue(trx, 0, rolledUpAtOnce)
      const erroneous = facts.filter((row) => row.errorCount > 0).map((row) => row.debugDataId)
      await rollUp(trx, 0, facts, await errorsOfSubmissions(trx, 0, erroneous))
    })
  }
}
