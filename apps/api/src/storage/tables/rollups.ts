import { type MetricName, metricNames } from '@collector/schema/catalogue'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database.ts'
import { Histogram } from './histogram.ts'

/**
 * Sums over page views per bucket of time: of all of them, of those with one value of a dimension, of those with values of
 * two. Everything in here merges by SUM.
 */
export interface RollupsTable extends Histograms {
  bucketStart: Date
  pageViews: number
  pageViewsWithErrors: number
  /** Occurrences; of one group where the dimension is groupKey. */
  errors: number
  level: RollupLevel
  /** '' for all page views; `paired` marks an hour that pairs are kept of. */
  dimension: KeptDimension | '' | typeof pairedMarker
  /** '' where a page view does not say. */
  value: string
  dimension2: RollupDimension | ''
  value2: string
}

/** Of each metric: how many measurements, and its `Histogram` as it is stored. */
type Histograms = { [Name in MetricName]: number } & { [Name in MetricName as `${Name}Histogram`]: Buffer }

/** The buckets of what was measured in a page view that counts once more (sign 1) or once less (-1). */
export type MeasuredBuckets = { sign: number } & { [Name in MetricName]: number | undefined }

/** What is to be added to a row of the rollups. */
export type RollupRow = Omit<RollupsTable, keyof Histograms> & { measured: MeasuredBuckets[] }

/**
 * Six hours begin at 0, 6, 12 and 18 o'clock (UTC). Their rows hold those of their hours that have pairs. Ten minutes are
 * kept of the last hours, without pairs.
 */
export type RollupLevel = 'tenMinutes' | 'hour' | 'sixHours' | 'day'
export type RollupMetric = MetricName | 'pageViews' | 'errors'

/** What every page view has one value of. */
export const pageDimensions = ['browser', 'os', 'device', 'host', 'path', 'hasErrors'] as const
/** In the order in which a row names two of them. */
export const rollupDimensions = ['groupKey', ...pageDimensions] as const
export type RollupDimension = (typeof rollupDimensions)[number]

export const pairedMarker = 'paired'

/** Values of one dimension that a day's rollups keep apart; those that come later are counted together as `otherValue`. */
export const maxValuesPerDay = 500
export const otherValue = '\u2026'

/** The dimension of error groups that come later: each is kept by itself too, but not in pairs, so that no error goes unseen. */
export const lateGroup = 'lateGroup'
/** What rows are of by itself. */
export type KeptDimension = RollupDimension | typeof lateGroup
export const maxLateGroupsPerDay = 2000

const sums = ['pageViews', 'pageViewsWithErrors', 'errors', ...metricNames] as const
const keys = ['level', 'dimension', 'dimension2', 'value', 'bucketStart', 'value2'] as const
const histograms = metricNames.map((name) => `${name}Histogram` as const)

/** A process of a version that keeps the rollups in another way does not say it, and so cannot write. */
const scheme = 4

/** Few enough that writing them as JSON holds up nobody. */
const rowsPerStatement = 200

/** Adds rows to what is there; what is negative takes away. Only for who leads the rollups: nobody else writes meanwhile. */
export async function addToRollups(trx: Database, rows: RollupRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsPerStatement) await addSome(trx, rows.slice(at, at + rowsPerStatement))
}

async function addSome(trx: Database, rows: RollupRow[]): Promise<void> {
  const stored = await storedHistograms(trx, rows)
  const added = rows.map(({ measured, ...row }, place) => ({ ...row, ...histogramsOf(measured, stored.get(place)) }))
  const names = [...keys, ...sums, ...histograms]
  await sql`insert into rollups as r (${sql.join(names.map((name) => sql.ref(name)))}, scheme)
    select ${sql.join(names.map(json))}, ${sql.lit(scheme)} from ${recordset(added, names)}
    on conflict (${sql.join(keys.map((name) => sql.ref(name)))}) do update set ${sql.join([
      ...sums.map((name) => sql`${sql.ref(name)} = r.${sql.ref(name)} + excluded.${sql.ref(name)}`),
      ...histograms.map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`),
    ])}`.execute(trx)
}

/** By the place of their row, those that are there already. */
async function storedHistograms(trx: Database, rows: RollupRow[]): Promise<Map<number, Histograms>> {
  const asked = rows.map(({ level, dimension, dimension2, value, bucketStart, value2 }, place) => {
    return { place, level, dimension, dimension2, value, bucketStart, value2 }
  })
  const { rows: found } = await sql<Histograms & { place: number }>`
    select asked.place, ${sql.join(histograms.map((name) => sql`r.${sql.ref(name)} as ${json(name)}`))}
    from ${recordset(asked, ['place', ...keys], sql`asked`)} join rollups r
      on ${sql.join(
        keys.map((name) => sql`r.${sql.ref(name)} = asked.${json(name)}`),
        sql` and `,
      )}`.execute(trx)
  return new Map(found.map((row) => [row.place, row]))
}

/** Reused for each: making one takes longer than filling it. */
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

/** Rows as JSON that SQL reads as a table, its columns named as they are here: an identifier would become snake_case. */
function recordset(rows: object[], names: string[], alias = sql`added`): RawBuilder<unknown> {
  const type = (name: string) => {
    if (name === 'bucketStart') return sql`timestamptz`
    if (name.endsWith('Histogram')) return sql`bytea`
    return (keys as readonly string[]).includes(name) ? sql`text` : name === 'place' ? sql`integer` : sql`bigint`
  }
  return sql`json_to_recordset(${JSON.stringify(rows)}::text::json)
    as ${alias} (${sql.join(names.map((name) => sql`${json(name)} ${type(name)}`))})`
}

function json(name: string): RawBuilder<unknown> {
  return sql.raw(`"${name}"`)
}

/** One number for all processes on one database: who holds it keeps the rollups. */
const leaderLock = 7_203_114

/** Whether this transaction is now the one that changes the rollups. */
export async function tryLeadRollups(trx: Database): Promise<boolean> {
  const { rows } = await sql<{ leads: boolean }>`select pg_try_advisory_xact_lock(${leaderLock}) as leads`.execute(trx)
  return rows[0]?.leads ?? false
}

/** Waits until this transaction is the one that changes the rollups. */
export async function leadRollups(trx: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(${leaderLock})`.execute(trx)
}

/** The values of each dimension that a day's rollups keep apart. */
export async function rolledUpValues(trx: Database, day: Date) {
  const { rows } = await sql<{ dimension: KeptDimension; value: string }>`
    select dimension, value from rollups where level = 'day' and bucket_start = ${day} and dimension2 = ''
      and dimension = any(${[...rollupDimensions, lateGroup]}::text[])`.execute(trx)
  return rows
}

/** Whether rollups r of some days have error groups that are in no pairs. */
export async function hasLateGroups(db: Database, ofDays: RawBuilder<boolean>): Promise<boolean> {
  const { rows } = await sql`select from rollups r where r.level = 'day' and r.dimension = ${lateGroup}
    and r.dimension2 = '' and r.page_views <> 0 and ${ofDays} limit 1`.execute(db)
  return rows.length > 0
}

/** The embedded engine never tidies up by itself. */
export async function tidyTables(db: Database): Promise<void> {
  await tidyRollups(db)
  for (const table of ['facts', 'errors', 'debug_data']) await sql`analyze ${sql.id(table)}`.execute(db)
}

/** Makes room, and lets an index answer alone. */
export async function tidyRollups(db: Database): Promise<void> {
  await sql`vacuum (analyze) rollups`.execute(db)
}
