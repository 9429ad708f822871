import { dimensions, type MetricName, metricNames, metrics } from '@collector/schema/catalogue'
import type { ErrorRollupsTable } from '../storage/tables/error-rollups.ts'
import type { PageViewRollupsTable, RollupDimension } from '../storage/tables/page-view-rollups.ts'
import { yieldToEventLoop } from '../yield-to-event-loop.ts'
import { type RollupLevel, startOf } from './buckets.ts'
import { bucketOf } from './histogram-scale.ts'
import type { RollupFacts } from './queue.ts'

/** An error group in a page view. */
export interface RollupError {
  debugDataId: number
  groupKey: string
  /** Occurrences. */
  count: number
}

/** The histogram bucket of each metric that a page view measured. */
export type MeasuredBuckets = { sign: number } & { [Name in MetricName]: number | undefined }

/** A sum that is added to a row of the page view rollups. */
export type PageViewSum = Pick<
  PageViewRollupsTable,
  'bucketStart' | 'level' | 'dimension' | 'value' | 'isBot' | 'isOwn' | 'pageViews' | 'pageViewsWithErrors' | 'errors'
> & { measured: MeasuredBuckets[] }

/** A kind of page views with sums of its own. */
export interface Audience {
  isBot: boolean
  /** True for visits of our own pages. */
  isOwn: boolean
}

/** Returns the value that a value is counted as: itself, or the overflow value. */
export type Admit = (audience: Audience, dimension: RollupDimension, value: string) => string

const levels: RollupLevel[] = ['hour', 'day']
/** Number per turn, about a millisecond of work, so that other requests do not wait. */
const groupsPerTurn = 50

/** Page views of one hour with the same values, which belong to the same rollup rows. */
interface Alike {
  time: number
  audience: Audience
  values: Record<RollupDimension, string>
  pageViews: number
  pageViewsWithErrors: number
  errors: number
  measured: MeasuredBuckets[]
}

/** Occurrences of a group in page views of one hour with the same values. */
interface AlikeErrors {
  time: number
  audience: Audience
  groupKey: string
  /** Values in the order of the dimensions. */
  values: string[]
  errors: number
  pageViews: number
}

/**
 * Sums page views into rollup rows. A page view belongs to a row per dimension and level. Page views with the same
 * values are summed first, so that a busy hour costs less than all rows of each page view.
 */
export class RollupSums {
  readonly #alike = new Map<string, Alike>()
  readonly #errors = new Map<string, AlikeErrors>()

  addPageView(row: RollupFacts, errors: RollupError[], admit: Admit): void {
    const audience = { isBot: row.device === 'bot', isOwn: row.isOwn }
    const alike = this.#alikeOf(row, audience, admit)
    alike.pageViews += row.sign
    if (row.errorCount > 0) alike.pageViewsWithErrors += row.sign
    alike.errors += row.sign * row.errorCount
    alike.measured.push(measuredBuckets(row))
    for (const [groupKey, ofGroup] of Map.groupBy(errors, (error) => error.groupKey)) {
      const occurrences = ofGroup.reduce((sum, { count }) => sum + count, 0)
      this.#addError(row, audience, groupKey, occurrences)
    }
  }

  #alikeOf(row: RollupFacts, audience: Audience, admit: Admit): Alike {
    const time = startOf('hour', row.receivedAt.getTime())
    const values = { hasErrors: String(row.errorCount > 0) } as Record<RollupDimension, string>
    for (const dimension of dimensions) values[dimension] = admit(audience, dimension, row[dimension] ?? '')
    const key = `${time}\0${nameOf(audience)}\0${Object.values(values).join('\0')}`
    let alike = this.#alike.get(key)
    if (!alike) {
      alike = { time, audience, values, pageViews: 0, pageViewsWithErrors: 0, errors: 0, measured: [] }
      this.#alike.set(key, alike)
    }
    return alike
  }

  #addError(row: RollupFacts, audience: Audience, groupKey: string, occurrences: number): void {
    const time = startOf('hour', row.receivedAt.getTime())
    const values = dimensions.map((name) => row[name] ?? '')
    const key = `${time}\0${nameOf(audience)}\0${groupKey}\0${values.join('\0')}`
    let alike = this.#errors.get(key)
    if (!alike) {
      alike = { time, audience, groupKey, values, errors: 0, pageViews: 0 }
      this.#errors.set(key, alike)
    }
    alike.errors += row.sign * occurrences
    alike.pageViews += row.sign
  }

  async pageViewRows(): Promise<PageViewSum[]> {
    const rows = new Map<string, PageViewSum>()
    let count = 0
    for (const alike of this.#alike.values()) {
      if (++count % groupsPerTurn === 0) await yieldToEventLoop()
      for (const level of levels) {
        addTo(rows, alike, level, '', '')
        for (const [dimension, value] of Object.entries(alike.values)) {
          addTo(rows, alike, level, dimension as RollupDimension, value)
        }
      }
    }
    return [...rows.values()]
  }

  errorRows(): ErrorRollupsTable[] {
    const rows = new Map<string, ErrorRollupsTable>()
    for (const { values, ...alike } of this.#errors.values()) {
      for (const level of levels) {
        addError(rows, alike, level, '', '')
        for (const [index, dimension] of dimensions.entries()) {
          addError(rows, alike, level, dimension, values[index] as string)
        }
      }
    }
    return [...rows.values()]
  }
}

/** Returns the name that an audience has in keys. */
export function nameOf({ isBot, isOwn }: Audience): string {
  return `${isBot} ${isOwn}`
}

function addError(
  rows: Map<string, ErrorRollupsTable>,
  { time, audience, groupKey, errors, pageViews }: Omit<AlikeErrors, 'values'>,
  level: RollupLevel,
  dimension: ErrorRollupsTable['dimension'],
  value: string,
): void {
  const start = startOf(level, time)
  const key = `${level} ${start} ${nameOf(audience)} ${groupKey} ${dimension} ${value}`
  let row = rows.get(key)
  if (!row) {
    row = { bucketStart: new Date(start), level, dimension, value, groupKey, ...audience, errors: 0, pageViews: 0 }
    rows.set(key, row)
  }
  row.errors += errors
  row.pageViews += pageViews
}

function addTo(
  rows: Map<string, PageViewSum>,
  { time, audience, pageViews, pageViewsWithErrors, errors, measured }: Alike,
  level: RollupLevel,
  dimension: RollupDimension | '',
  value: string,
): void {
  const start = startOf(level, time)
  const key = `${level} ${start} ${nameOf(audience)} ${dimension} ${value}`
  let row = rows.get(key)
  if (!row) {
    const nothing = { pageViews: 0, pageViewsWithErrors: 0, errors: 0, measured: [] }
    row = { bucketStart: new Date(start), level, dimension, value, ...audience, ...nothing }
    rows.set(key, row)
  }
  row.pageViews += pageViews
  row.pageViewsWithErrors += pageViewsWithErrors
  row.errors += errors
  for (const each of measured) row.measured.push(each)
}

function measuredBuckets(row: RollupFacts): MeasuredBuckets {
  const buckets = { sign: row.sign } as MeasuredBuckets
  for (const name of metricNames) {
    const value = row[name]
    buckets[name] = value === null ? undefined : bucketOf(metrics[name], value)
  }
  return buckets
}
