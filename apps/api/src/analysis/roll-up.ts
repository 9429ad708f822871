import { type MetricName, metricNames, metrics } from '@collector/schema/catalogue'
import type { Database } from '../storage/database.ts'
import type { FingerprintCountsTable } from '../storage/tables/fingerprints.ts'
import {
  addToFingerprintCounts,
  addToRollups,
  maxValuesPerDay,
  otherValue,
  type RollupDimension,
  type RollupFacts,
  type RollupLevel,
  type RollupMetric,
  type RollupsTable,
  rolledUpValues,
  rollupDimensions,
} from '../storage/tables/rollups.ts'
import { bucketOf, type Histogram } from './histogram.ts'

/** An error group in a page view. */
export interface RollupError {
  debugDataId: number
  groupKey: string
  count: number
}

type Cell = Pick<RollupsTable, 'dimension' | 'value' | 'dimension2' | 'value2'>
type Values = Record<RollupDimension, string>

const hourMs = 3_600_000
const dayMs = 86_400_000

/** Adds the facts of page views to the rollups, or takes them away, as the sign of each says. */
export async function addFacts(trx: Database, facts: RollupFacts[], errors: RollupError[]): Promise<void> {
  const errorsOf = Map.groupBy(errors, (error) => error.debugDataId)
  const sums = new Sums()
  const fingerprintCounts = new Map<string, FingerprintCountsTable>()
  for (const [time, ofDay] of Map.groupBy(facts, (row) => Math.floor(row.receivedAt.getTime() / dayMs) * dayMs)) {
    const admit = admission(await rolledUpValues(trx, new Date(time)))
    for (const row of ofDay) {
      sums.addPageView(row, errorsOf.get(row.debugDataId) ?? [], admit)
      countFingerprint(fingerprintCounts, row)
    }
  }
  await addToRollups(trx, sums.rows())
  await addToFingerprintCounts(trx, [...fingerprintCounts.values()])
}

type Admit = (dimension: RollupDimension, value: string) => string

/** Keeps a day's values apart as long as there are not too many; a value stays what it was that day. */
function admission(known: { dimension: RollupDimension; value: string }[]): Admit {
  const admitted = new Map<RollupDimension, Set<string>>(rollupDimensions.map((dimension) => [dimension, new Set()]))
  for (const { dimension, value } of known) admitted.get(dimension)?.add(value)
  return (dimension, value) => {
    const values = admitted.get(dimension) as Set<string>
    if (values.has(value)) return value
    if (values.size >= maxValuesPerDay) return otherValue
    values.add(value)
    return value
  }
}

/** Rollup rows in the making, each once. */
class Sums {
  readonly #rows = new Map<string, Omit<RollupsTable, 'buckets' | 'counts'> & { histogram: Histogram }>()

  addPageView(row: RollupFacts, errors: RollupError[], admit: Admit): void {
    const values = valuesOf(row, admit)
    const measured = metricNames.flatMap((name): [MetricName, number][] => {
      const value = measurementOf(row, name)
      return value === null ? [] : [[name, bucketOf(metrics[name], value)]]
    })
    for (const level of ['hour', 'day'] as const) {
      for (const cell of cellsOf(values, level)) {
        this.#add(row, level, 'pageViews', cell, 1)
        if (row.errorCount > 0) this.#add(row, level, 'errors', cell, row.errorCount)
        for (const [name, bucket] of measured) this.#add(row, level, name, cell, 1, bucket)
      }
    }
    for (const [groupKey, ofGroup] of Map.groupBy(errors, (error) => error.groupKey)) {
      const count = ofGroup.reduce((sum, error) => sum + error.count, 0)
      const group = { ...values, groupKey: admit('groupKey', groupKey) }
      for (const level of ['hour', 'day'] as const) {
        for (const cell of groupCellsOf(group, level)) this.#add(row, level, 'errors', cell, count)
      }
    }
  }

  #add(
    { receivedAt, sign }: RollupFacts,
    level: RollupLevel,
    metric: RollupMetric,
    cell: Cell,
    count: number,
    bucket?: number,
  ): void {
    const widthMs = level === 'hour' ? hourMs : dayMs
    const start = Math.floor(receivedAt.getTime() / widthMs) * widthMs
    const key = `${start} ${level} ${metric} ${cell.dimension} ${cell.dimension2} ${cell.value}\0${cell.value2}`
    let row = this.#rows.get(key)
    if (!row) {
      row = { bucketStart: new Date(start), level, metric, ...cell, count: 0, pageViews: 0, histogram: new Map() }
      this.#rows.set(key, row)
    }
    row.count += sign * count
    row.pageViews += sign
    if (bucket !== undefined) row.histogram.set(bucket, (row.histogram.get(bucket) ?? 0) + sign)
  }

  rows(): RollupsTable[] {
    return [...this.#rows.values()].map(({ histogram, ...row }) => {
      const entries = [...histogram].filter(([, count]) => count !== 0).toSorted(([a], [b]) => a - b)
      return { ...row, buckets: entries.map(([bucket]) => bucket), counts: entries.map(([, count]) => count) }
    })
  }
}

function valuesOf(row: RollupFacts, admit: Admit): Omit<Values, 'groupKey'> {
  const value = (dimension: RollupDimension, sent: string | null) => admit(dimension, sent ?? '')
  return {
    browser: value('browser', row.browserName),
    os: value('os', row.osName),
    device: value('device', row.device),
    host: value('host', row.host),
    path: value('path', row.path),
    hasErrors: value('hasErrors', String(row.errorCount > 0)),
  }
}

function measurementOf(row: RollupFacts, name: MetricName): number | null {
  return { lcp: row.lcpMs, inp: row.inpMs, cls: row.cls, fcp: row.fcpMs, ttfb: row.ttfbMs }[name]
}

const pageDimensions = rollupDimensions.filter((dimension) => dimension !== 'groupKey')

/** All page views, those with each value, and by day those with each two. */
function cellsOf(values: Omit<Values, 'groupKey'>, level: RollupLevel): Cell[] {
  const cells: Cell[] = [{ dimension: '', value: '', dimension2: '', value2: '' }]
  for (const [index, dimension] of pageDimensions.entries()) {
    const value = values[dimension]
    cells.push({ dimension, value, dimension2: '', value2: '' })
    if (level === 'hour') continue
    for (const dimension2 of pageDimensions.slice(index + 1)) {
      cells.push({ dimension, value, dimension2, value2: values[dimension2] })
    }
  }
  return cells
}

/** An error group among all page views, and by day among those with each value. */
function groupCellsOf(values: Values, level: RollupLevel): Cell[] {
  const group = { dimension: 'groupKey' as const, value: values.groupKey }
  const cells: Cell[] = [{ ...group, dimension2: '', value2: '' }]
  if (level === 'hour') return cells
  for (const dimension2 of pageDimensions) cells.push({ ...group, dimension2, value2: values[dimension2] })
  return cells
}

/** The device fingerprint is component '', and value '' counts all that have the component. */
function countFingerprint(counts: Map<string, FingerprintCountsTable>, row: RollupFacts): void {
  const values: Record<string, string> = row.components === null ? {} : JSON.parse(row.components)
  if (row.fingerprintHash !== null) values[''] = row.fingerprintHash
  for (const [component, sent] of Object.entries(values)) {
    for (const valueHash of ['', sent]) {
      const key = `${component} ${valueHash}`
      const count = counts.get(key)
      if (count) count.pageViews += row.sign
      else counts.set(key, { component, valueHash, pageViews: row.sign })
    }
  }
}
