import { metricNames } from '@collector/schema/catalogue'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import type { ErrorRollupsTable } from '../storage/tables/error-rollups.ts'
import type { PageViewRollupsTable, RollupDimension } from '../storage/tables/page-view-rollups.ts'
import { Histogram } from './histogram.ts'
import type { MeasuredBuckets, PageViewSum } from './rollup-sums.ts'

const keys = ['level', 'dimension', 'value', 'bucketStart', 'isBot', 'isOwn'] as const
const sums = ['pageViews', 'pageViewsWithErrors', 'errors', ...metricNames] as const
const histograms = metricNames.map((name) => `${name}Histogram` as const)
type Histograms = Pick<PageViewRollupsTable, (typeof histograms)[number]>

const errorKeys = [...keys, 'groupKey'] as const
const errorSums = ['errors', 'pageViews'] as const

/** Small enough that writing them as JSON does not block other requests. */
const rowsPerStatement = 200

/** Adds sums to the existing rows; a negative sum subtracts. Only for the process that leads the rollups of the shard. */
export async function addPageViewRows(trx: Database, shard: number, rows: PageViewSum[]): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsPerStatement) {
    const some = rows.slice(at, at + rowsPerStatement)
    const stored = await storedHistograms(trx, shard, some)
    const added = some.map(({ measured, ...row }, index) => ({ ...row, ...histogramsOf(measured, stored.get(index)) }))
    await upsert(trx, 'page_view_rollups', added, { shard, keys, sums, replaced: histograms })
  }
}

/** The same for errors. */
export async function addErrorRows(trx: Database, shard: number, rows: ErrorRollupsTable[]): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsPerStatement) {
    const some = rows.slice(at, at + rowsPerStatement)
    await upsert(trx, 'error_rollups', some, { shard, keys: errorKeys, sums: errorSums, replaced: [] })
  }
}

interface UpsertColumns {
  shard: number
  keys: readonly string[]
  sums: readonly string[]
  replaced: readonly string[]
}

async function upsert(trx: Database, table: string, rows: object[], columns: UpsertColumns): Promise<void> {
  const names = [...columns.keys, ...columns.sums, ...columns.replaced]
  await sql`insert into ${sql.id(table)} as r (shard, ${sql.join(names.map((name) => sql.ref(name)))})
    select ${columns.shard}::smallint, ${sql.join(names.map(json))} from ${recordset(rows, names)}
    on conflict (shard, ${sql.join(columns.keys.map((name) => sql.ref(name)))}) do update set ${sql.join([
      ...columns.sums.map((name) => sql`${sql.ref(name)} = r.${sql.ref(name)} + excluded.${sql.ref(name)}`),
      ...columns.replaced.map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`),
    ])}`.execute(trx)
}

/** Returns the histograms of existing rows, by the index of the row to add. */
async function storedHistograms(trx: Database, shard: number, rows: PageViewSum[]): Promise<Map<number, Histograms>> {
  const requested = rows.map(({ level, dimension, value, bucketStart, isBot, isOwn }, index) => {
    return { index, level, dimension, value, bucketStart, isBot, isOwn }
  })
  const { rows: found } = await sql<Histograms & { index: number }>`
    select requested.index, ${sql.join(histograms.map((name) => sql`r.${sql.ref(name)} as ${json(name)}`))}
    from ${recordset(requested, ['index', ...keys], sql`requested`)} join page_view_rollups r
      on ${sql.join(
        keys.map((name) => sql`r.${sql.ref(name)} = requested.${json(name)}`),
        sql` and `,
      )} and r.shard = ${shard}`.execute(trx)
  return new Map(found.map((row) => [row.index, row]))
}

/** Reused for each row, since allocating takes longer than filling. */
const together = new Histogram()

function histogramsOf(measured: MeasuredBuckets[], stored: Histograms | undefined) {
  const columns = metricNames.flatMap((name) => {
    let count = 0
    together.clear()
    if (stored) together.addStored(stored[`${name}Histogram`])
    for (const { sign, [name]: bucket } of measured) {
      if (bucket === undefined) continue
      together.add(bucket, sign)
      count += sign
    }
    return [
      [name, count],
      [`${name}Histogram`, `\\x${together.toStored().toString('hex')}`],
    ]
  })
  return Object.fromEntries(columns)
}

const types: Record<string, string> = {
  level: 'text',
  dimension: 'text',
  value: 'text',
  groupKey: 'text',
  bucketStart: 'timestamptz',
  isBot: 'boolean',
  isOwn: 'boolean',
  index: 'integer',
}

/** Returns SQL that reads rows as a table from JSON, with their column names unchanged: an identifier would become snake_case. */
function recordset(rows: object[], names: readonly string[], alias = sql`added`): RawBuilder<unknown> {
  const type = (name: string) => sql.raw(types[name] ?? (name.endsWith('Histogram') ? 'bytea' : 'bigint'))
  return sql`json_to_recordset(${JSON.stringify(rows)}::text::json)
    as ${alias} (${sql.join(names.map((name) => sql`${json(name)} ${type(name)}`))})`
}

function json(name: string): RawBuilder<unknown> {
  return sql.raw(`"${name}"`)
}

/** First number of the advisory locks, the same in all processes: the holder of a shard's updates its rollups. */
const leaderLock = 7_203_114

/** Tells whether this transaction may now change the rollups of a shard. */
export async function tryLeadRollups(trx: Database, shard: number): Promise<boolean> {
  const { rows } = await sql<{
    leads: boolean
  }>`select pg_try_advisory_xact_lock(${leaderLock}, ${shard}) as leads`.execute(trx)
  return rows[0]?.leads ?? false
}

/** Waits until this transaction may change the rollups of a shard. */
export async function leadRollups(trx: Database, shard: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${leaderLock}, ${shard})`.execute(trx)
}

/** Returns the values of each dimension that a day's rollups have, in any shard. */
export function rolledUpValues(trx: Database, day: Date) {
  return trx
    .selectFrom('pageViewRollups')
    .select(['isBot', 'isOwn', 'dimension', 'value'])
    .distinct()
    .where('level', '=', 'day')
    .where('bucketStart', '=', day)
    .where('dimension', '<>', '')
    .$narrowType<{ dimension: RollupDimension }>()
    .execute()
}

/** Analyzes the tables that questions read, since the embedded engine has no autovacuum. */
export async function tidyTables(db: Database): Promise<void> {
  for (const table of ['page_view_rollups', 'error_rollups', 'page_view_samples']) {
    await sql`vacuum (analyze) ${sql.id(table)}`.execute(db)
  }
  for (const table of ['facts', 'errors', 'debug_data']) await sql`analyze ${sql.id(table)}`.execute(db)
}
