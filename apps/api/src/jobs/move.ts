import { randomUUID } from 'node:crypto'
import { rollUpQueue } from '../rollups/roll-up-queue.ts'
import { type CopiedTable, copiedTables, countTable, readPage, sumTable, writePage } from '../storage/copy-table.ts'
import type { Database } from '../storage/database.ts'
import { ensurePartitions, storedMonths } from '../storage/partitions.ts'
import { restartNumbers } from '../storage/queries/raw-rows.ts'
import {
  allSettings,
  deleteSettings,
  getOrCreateSetting,
  readSetting,
  writeSetting,
} from '../storage/queries/settings.ts'
import { shardsSetting } from '../storage/write/shards.ts'

/** Progress of the move; `checking` follows the copying. */
export interface MoveProgress {
  phase: 'copying' | 'checking'
  table: string
  done: number
  total: number
}

/** Thrown if the move cannot continue; the message has the reason and the remedy. */
export class MoveError extends Error {}

const sourceSetting = 'move_source'
const progressSetting = (table: string) => `move_${table}`

/**
 * Copies a database into another, empty one, page by page. Each page and the progress are written in one transaction,
 * so that a killed move continues when it is called again. At its end rows and checksums of both sides are compared.
 * The source is not changed.
 *
 * @returns how many submissions; undefined when it was stopped
 * @throws MoveError
 */
export async function move(
  from: Database,
  to: Database,
  report: (progress: MoveProgress) => void,
  isStopping: () => boolean = () => false,
): Promise<number | undefined> {
  await rollUpQueue(from)
  const tables = await ownTables(from)
  await begin(from, to)
  await ensurePartitions(to, await storedMonths(from))
  for (const table of tables) {
    const isDone = await copyTable(from, to, table, report, isStopping)
    if (!isDone) return undefined
  }
  for (const table of tables) {
    if (isStopping()) return undefined
    await compare(from, to, table, report)
  }
  await restartNumbers(to)
  await deleteSettings(to, 'move_')
  return countTable(to, 'debug_data')
}

/** Lists the tables to copy. Tables without a primary key must be empty; the queue was just emptied. */
async function ownTables(from: Database): Promise<CopiedTable[]> {
  const tables = await copiedTables(from)
  const copied: CopiedTable[] = []
  for (const table of tables) {
    if (table.keyColumns.length > 0) copied.push(table)
    else if ((await countTable(from, table.name)) > 0) throw new MoveError(`${table.name} is not empty, try again`)
  }
  // settings last: they have the progress of the others
  return copied.toSorted((a, b) => Number(a.name === 'settings') - Number(b.name === 'settings'))
}

async function begin(from: Database, to: Database): Promise<void> {
  if ((await readSetting(to, shardsSetting)) !== undefined) {
    throw new MoveError('the database of DB_URL is distributed; move into a new one, then run collector distribute')
  }
  const source = await getOrCreateSetting(from, 'data_id', randomUUID())
  const begun = await readSetting(to, sourceSetting)
  if (begun === source) return
  if (begun !== undefined) throw new MoveError('the database of DB_URL holds half of a move from another DATA_DIR')
  const rows = await countTable(to, 'debug_data')
  if (rows > 0) throw new MoveError(`the database of DB_URL holds ${rows} submissions; a move needs an empty one`)
  await writeSetting(to, sourceSetting, source)
}

async function copyTable(
  from: Database,
  to: Database,
  table: CopiedTable,
  report: (progress: MoveProgress) => void,
  isStopping: () => boolean,
): Promise<boolean> {
  const total = await countTable(from, table.name)
  let done = await countTable(to, table.name)
  let after = await readSetting(to, progressSetting(table.name))
  report({ phase: 'copying', table: table.name, done, total })
  while (true) {
    if (isStopping()) return false
    const page = await readPage(from, table, after)
    if (!page) return true
    await to.transaction().execute(async (trx) => {
      await writePage(trx, table, page.rows)
      await writeSetting(trx, progressSetting(table.name), page.lastKey)
    })
    after = page.lastKey
    done += page.count
    report({ phase: 'copying', table: table.name, done: Math.min(done, total), total })
  }
}

async function compare(
  from: Database,
  to: Database,
  table: CopiedTable,
  report: (progress: MoveProgress) => void,
): Promise<void> {
  const isSettings = table.name === 'settings'
  const expected = await sumTable(from, table)
  report({ phase: 'checking', table: table.name, done: 0, total: expected.count })
  // the target has its own progress in settings too, so those rows are compared one by one
  const found = isSettings ? await sumSettings(from, to, expected) : await sumTable(to, table)
  if (expected.count !== found.count || expected.checksum !== found.checksum) {
    throw new MoveError(
      `${table.name} differs: ${expected.count} rows here, ${found.count} there. Was something stored on either side meanwhile? Begin again with an empty database`,
    )
  }
  report({ phase: 'checking', table: table.name, done: expected.count, total: expected.count })
}

async function sumSettings(from: Database, to: Database, expected: { count: number; checksum: bigint }) {
  for (const { key, value } of await allSettings(from)) {
    if ((await readSetting(to, key)) !== value) return { count: 0, checksum: 0n }
  }
  return expected
}
