import { type Dimension, dimensions, type MetricName, metricNames, metrics } from '@collector/schema/catalogue'
import type { ErrorRollupsTable } from '../storage/tables/error-rollups.ts'
import { buildValue, type PageViewRollupsTable, type RollupDimension } from '../storage/tables/page-view-rollups.ts'
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

/** The values that page views of one hour have in common if they belong to the same rollup rows. */
interface Common<Name extends RollupDimension> {
  time: number
  audience: Audience
  values: Record<Name, string>
}

interface AlikePageViews extends Common<RollupDimension> {
  pageViews: number
  pageViewsWithErrors: number
  errors: number
  measured: MeasuredBuckets[]
}

/** Occurrences of a group in page views that are alike. */
interface AlikeErrors extends Common<Dimension> {
  groupKey: string
  errors: number
  pageViews: number
}

/**
 * Sums page views into rollup rows. A page view belongs to a row per dimension and level. Page views with the same
 * values are summed first, so that a busy hour costs less than all rows of each page view.
 */
export class RollupSums {
  readonly #pageViews = new Map<string, AlikePageViews>()
  readonly #errors = new Map<string, AlikeErrors>()

  /** Adds a page view with its errors, or the errors of a report. */
  add(row: RollupFacts, errors: RollupError[], admit: Admit): void {
    const audience = { isBot: row.device === 'bot', isOwn: row.isOwn }
    const time = startOf('hour', row.receivedAt.getTime())
    const sent = Object.fromEntries(dimensions.map((name) => [name, row[name] ?? ''])) as Record<Dimension, string>
    if (!row.isReport) this.#addPageView(row, { time, audience, values: sent }, admit)
    for (const [groupKey, ofGroup] of Map.groupBy(errors, (error) => error.groupKey)) {
      const alikeErrors = getOrMake(this.#errors, `${groupKey}\0${keyOf(time, audience, sent)}`, () => {
        return { time, audience, values: sent, groupKey, errors: 0, pageViews: 0 }
      })
      alikeErrors.errors += row.sign * ofGroup.reduce((sum, { count }) => sum + count, 0)
      if (!row.isReport) alikeErrors.pageViews += row.sign
    }
  }

  #addPageView(row: RollupFacts, { time, audience, values: sent }: Common<Dimension>, admit: Admit): void {
    const errors = row.errorCount - row.noiseCount
    const values = { hasErrors: String(errors > 0) } as Record<RollupDimension, string>
    for (const name of dimensions) values[name] = admit(audience, name, sent[name])
    if (row.release !== null) values.build = admit(audience, 'build', buildValue(row.release, row.environment ?? ''))
    const alike = getOrMake(this.#pageViews, keyOf(time, audience, values), () => {
      return { time, audience, values, pageViews: 0, pageViewsWithErrors: 0, errors: 0, measured: [] }
    })
    alike.pageViews += row.sign
    if (errors > 0) alike.pageViewsWithErrors += row.sign
    alike.errors += row.sign * errors
    alike.measured.push(measuredBuckets(row))
  }

  async pageViewRows(): Promise<PageViewSum[]> {
    const rows = new Map<string, PageViewSum>()
    let count = 0
    for (const alike of this.#pageViews.values()) {
      if (++count % groupsPerTurn === 0) await yieldToEventLoop()
      for (const { key, ...cell } of cellsOf(alike)) {
        const row = getOrMake(rows, key, () => {
          return { ...cell, pageViews: 0, pageViewsWithErrors: 0, errors: 0, measured: [] }
        })
        row.pageViews += alike.pageViews
        row.pageViewsWithErrors += alike.pageViewsWithErrors
        row.errors += alike.errors
        for (const each of alike.measured) row.measured.push(each)
      }
    }
    return [...rows.values()]
  }

  errorRows(): ErrorRollupsTable[] {
    const rows = new Map<string, ErrorRollupsTable>()
    for (const alike of this.#errors.values()) {
      const { groupKey } = alike
      for (const { key, ...cell } of cellsOf(alike)) {
        const row = getOrMake(rows, `${groupKey} ${key}`, () => ({ ...cell, groupKey, errors: 0, pageViews: 0 }))
        row.errors += alike.errors
        row.pageViews += alike.pageViews
      }
    }
    return [...rows.values()]
  }
}

/** Returns the name that an audience has in keys. */
export function nameOf({ isBot, isOwn }: Audience): string {
  return `${isBot} ${isOwn}`
}

function keyOf(time: number, audience: Audience, values: Record<string, string>): string {
  return `${time}\0${nameOf(audience)}\0${Object.values(values).join('\0')}`
}

/** Returns the rows that page views belong to, with a key of each: per level one for all, and one per value. */
function cellsOf<Name extends RollupDimension>({ time, audience, values }: Common<Name>) {
  const named = [['', ''], ...Object.entries(values)] as [Name | '', string][]
  return levels.flatMap((level) => {
    const start = startOf(level, time)
    const bucketStart = new Date(start)
    return named.map(([dimension, value]) => {
      const key = `${level} ${start} ${nameOf(audience)} ${dimension} ${value}`
      return { key, bucketStart, level, dimension, value, ...audience }
    })
  })
}

function getOrMake<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}

function measuredBuckets(row: RollupFacts): MeasuredBuckets {
  const buckets = { sign: row.sign } as MeasuredBuckets
  for (const name of metricNames) {
    const value = row[name]
    buckets[name] = value === null ? undefined : bucketOf(metrics[name], value)
  }
  return buckets
}
