import { type MetricName, metrics } from '@collector/schema/catalogue'
import { ownTurn } from '../own-turn.ts'
import type { RollupFacts } from '../storage/tables/rollup-queue.ts'
import {
  type KeptDimension,
  lateGroup,
  type MeasuredBuckets,
  otherValue,
  pageDimensions,
  type RollupDimension,
  type RollupLevel,
  type RollupRow,
} from '../storage/tables/rollups.ts'
import { startOf } from './buckets.ts'
import { bucketOf } from './histogram.ts'

/** An error group in a page view. */
export interface RollupError {
  debugDataId: number
  groupKey: string
  count: number
}

type Cell = Pick<RollupRow, 'dimension' | 'value' | 'dimension2' | 'value2'>
type Values = Record<RollupDimension, string>

/** Gives the value that a value is counted as. */
export type Admit = (dimension: KeptDimension, value: string) => string

/** About a millisecond's work: those who send meanwhile must not wait for all of it. */
const alikePerTurn = 15

/** What the page views of a rollup row come to. */
type Totals = Pick<RollupRow, 'pageViews' | 'pageViewsWithErrors' | 'errors' | 'measured'>

/** Cells of all page views and of one dimension, and those of two. */
type Cells = Record<'single' | 'pair', Cell[]>

/** Page views of one bucket that have all values in common, and so go into the same rollup rows. */
interface Alike {
  start: number
  cells: Cells
  totals: Totals
}

/** A bucket of time, and which of its rows are wanted. */
export interface Place {
  level: RollupLevel
  start: number
  cells: (keyof Cells)[]
}

/**
 * Rollup rows in the making. A page view belongs to some thirty rows, and many have all of them in common: those are
 * summed up first, so that a busy hour costs by its page views and not by a multiple of them.
 */
export class RollupSums {
  readonly #alike = new Map<string, Alike>()
  readonly #levelOf: (time: number) => RollupLevel

  /** @param levelOf of the buckets that are told apart at a time: the smallest that any row is wanted of */
  constructor(levelOf: (time: number) => RollupLevel) {
    this.#levelOf = levelOf
  }

  addPageView(row: RollupFacts, errors: RollupError[], admit: Admit): void {
    const values = valuesOf(row, admit)
    const { totals } = this.#alikeOf(row, Object.values(values), () => cellsOf(values))
    count(totals, row.sign, row.errorCount)
    totals.measured.push(measuredBuckets(row))
    for (const [groupKey, ofGroup] of Map.groupBy(errors, (error) => error.groupKey)) {
      const group = { ...values, groupKey: admit('groupKey', groupKey) }
      const late = group.groupKey === otherValue ? admit(lateGroup, groupKey) : otherValue
      const alike = this.#alikeOf(row, [...Object.values(group), late], () => groupCellsOf(group, late))
      const occurrences = ofGroup.reduce((sum, error) => sum + error.count, 0)
      count(alike.totals, row.sign, occurrences)
    }
  }

  #alikeOf({ receivedAt }: RollupFacts, values: string[], cellsOf: () => Cells): Alike {
    const time = receivedAt.getTime()
    const start = startOf(this.#levelOf(time), time)
    const key = `${start}\0${values.join('\0')}`
    let alike = this.#alike.get(key)
    if (!alike) {
      alike = { start, cells: cellsOf(), totals: nothing() }
      this.#alike.set(key, alike)
    }
    return alike
  }

  /** @param placesOf of what is in the bucket that begins at a time */
  async rows(placesOf: (time: number) => Place[]): Promise<RollupRow[]> {
    const rows = new Map<string, RollupRow>()
    for (const [index, { start: time, cells, totals }] of [...this.#alike.values()].entries()) {
      if (index % alikePerTurn === alikePerTurn - 1) await ownTurn()
      for (const { level, start, cells: wanted } of placesOf(time)) {
        for (const cell of wanted.flatMap((kind) => cells[kind])) {
          const key = `${start} ${level} ${cell.dimension} ${cell.dimension2} ${cell.value}\0${cell.value2}`
          let row = rows.get(key)
          if (!row) {
            row = { bucketStart: new Date(start), level, ...cell, ...nothing() }
            rows.set(key, row)
          }
          addTotals(row, totals)
        }
      }
    }
    return [...rows.values()]
  }
}

function nothing(): Totals {
  return { pageViews: 0, pageViewsWithErrors: 0, errors: 0, measured: [] }
}

function count(totals: Totals, sign: number, errors: number): void {
  totals.pageViews += sign
  if (errors > 0) totals.pageViewsWithErrors += sign
  totals.errors += sign * errors
}

function addTotals(to: Totals, from: Totals): void {
  to.pageViews += from.pageViews
  to.pageViewsWithErrors += from.pageViewsWithErrors
  to.errors += from.errors
  for (const measured of from.measured) to.measured.push(measured)
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

function measuredBuckets(row: RollupFacts): MeasuredBuckets {
  const values = { lcp: row.lcpMs, inp: row.inpMs, cls: row.cls, fcp: row.fcpMs, ttfb: row.ttfbMs }
  const bucket = (name: MetricName) => (values[name] === null ? undefined : bucketOf(metrics[name], values[name]))
  const [lcp, inp, cls, fcp, ttfb] = [bucket('lcp'), bucket('inp'), bucket('cls'), bucket('fcp'), bucket('ttfb')]
  return { sign: row.sign, lcp, inp, cls, fcp, ttfb }
}

/** All page views, those with each value, those with each two. */
function cellsOf(values: Omit<Values, 'groupKey'>): Cells {
  const cells: Cells = { single: [{ dimension: '', value: '', dimension2: '', value2: '' }], pair: [] }
  for (const [index, dimension] of pageDimensions.entries()) {
    const value = values[dimension]
    cells.single.push({ dimension, value, dimension2: '', value2: '' })
    for (const dimension2 of pageDimensions.slice(index + 1)) {
      cells.pair.push({ dimension, value, dimension2, value2: values[dimension2] })
    }
  }
  return cells
}

/** An error group among all page views, and among those with each value; a late one by itself too. */
function groupCellsOf(values: Values, late: string): Cells {
  const group = { dimension: 'groupKey' as const, value: values.groupKey }
  const byItself = { dimension2: '' as const, value2: '' }
  return {
    single: [
      { ...group, ...byItself },
      ...(late === otherValue ? [] : [{ dimension: lateGroup, value: late, ...byItself } as const]),
    ],
    pair: pageDimensions.map((dimension2) => ({ ...group, dimension2, value2: values[dimension2] })),
  }
}
