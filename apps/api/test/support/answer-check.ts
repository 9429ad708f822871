import {
  dimensionInfo,
  type ErrorGroupsAnswer,
  type MetricAnswer,
  metrics,
  type OverviewAnswer,
  rate,
} from '@collector/schema'
import { exactPercentile } from './exact-percentile.ts'
import { type SkewedPageView, skewedDimensions } from './skewed-page-views.ts'

/** Where so many page views match or fewer, all of them are read. */
const exactUpTo = 20_000
/** Percentiles come from a histogram, whose buckets are as wide. */
const percentileError = 0.02
/** Tolerance for a share of 5 % and more. */
const shareError = 0.01
/** Three standard errors of a sample of 10,000. */
const totalError = 0.03
/** The percentile of fewer values depends on how it is interpolated. */
const manyValues = 1000

/** Compares answers with the truth, and keeps a sentence for each number that is wrong. */
export class AnswerCheck {
  readonly wrong: string[] = []
  readonly #views: SkewedPageView[]
  readonly #before: SkewedPageView[]
  readonly #about: string
  /** True if so few match that every number must be exact. */
  readonly isExact: boolean

  /**
   * @param views the page views that match
   * @param before those of the period before that match, where the answer compares both
   * @param about what was asked
   */
  constructor(views: SkewedPageView[], before: SkewedPageView[], about: string) {
    this.#views = views
    this.#before = before
    this.#about = about
    this.isExact = views.length + before.length <= exactUpTo
  }

  metric({ isEstimate, total, breakdown }: MetricAnswer): void {
    const measured = this.#views.filter(({ vitals }) => vitals.lcp !== undefined)
    const values = measured.map(({ vitals }) => vitals.lcp as number)
    const rated = (rating: string) => values.filter((value) => rate(metrics.lcp, value) === rating).length
    if (this.isExact) this.#equal('isEstimate of lcp', isEstimate, false)
    this.#total('lcp', total.count, values.length)
    this.#percentile('lcp', total.p75, values)
    this.#share('good lcp', [total.good, total.count], [rated('good'), values.length])
    this.#share('poor lcp', [total.poor, total.count], [rated('poor'), values.length])
    for (const [browser, some] of Map.groupBy(measured, (view) => view.browser)) {
      const found = breakdown.find(({ value }) => value === browser)
      this.#share(`lcp of ${browser}`, [found?.count ?? 0, total.count], [some.length, values.length])
      if (found && (this.isExact || some.length >= 0.5 * values.length)) {
        this.#percentile(
          `lcp of ${browser}`,
          found.p75,
          some.map(({ vitals }) => vitals.lcp as number),
        )
      }
    }
  }

  overview({ isEstimate, counts, vitals, ...answer }: OverviewAnswer): void {
    const all = counts.pageViews.current
    if (this.isExact) this.#equal('isEstimate', isEstimate, false)
    this.#total('page views', all, this.#views.length)
    this.#total('page views before', counts.pageViews.previous, this.#before.length)
    const erroneous = this.#views.filter(({ errors }) => errors.length > 0)
    this.#share('with errors', [counts.pageViewsWithErrors.current, all], [erroneous.length, this.#views.length])
    if (this.isExact) this.#equal('errors', counts.errors.current, occurrences(erroneous))
    for (const { metric, p75, count } of vitals) {
      const values = this.#views.flatMap((view) => view.vitals[metric] ?? [])
      this.#share(`measured ${metric}`, [count.current, all], [values.length, this.#views.length])
      this.#percentile(metric, p75.current, values)
    }
    for (const dimension of skewedDimensions) this.#top(dimension, answer[dimensionInfo[dimension].list], all)
  }

  #top(dimension: (typeof skewedDimensions)[number], list: OverviewAnswer['paths'], all: number): void {
    const counted = [...Map.groupBy(this.#views, (view) => view[dimension])]
      .map(([value, some]) => ({ value, count: some.length }))
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    if (this.isExact) {
      const expected = counted.slice(0, 10).map(({ value, count }) => `${value} ${count}`)
      this.#equal(
        dimension,
        list.map(({ value, pageViews }) => `${value} ${pageViews.current}`).join(),
        expected.join(),
      )
      return
    }
    for (const { value, count } of counted.slice(0, 5)) {
      const found = list.find((one) => one.value === value)?.pageViews.current ?? 0
      this.#share(`${dimension} ${value}`, [found, all], [count, this.#views.length])
    }
  }

  errorGroups({ items, isEstimate }: ErrorGroupsAnswer): void {
    const errors = this.#views.flatMap((view) => view.errors)
    const counted = [...Map.groupBy(errors, ({ message }) => message)].map(([message, some]) => {
      return { message, count: some.reduce((sum, { count }) => sum + count, 0), pageViews: some.length }
    })
    const describe = (groups: typeof counted) =>
      groups
        .map(({ message, count, pageViews }) => `${message} ${count} ${pageViews}`)
        .toSorted()
        .join()
    const expected = new Map(counted.map((group) => [group.message, group]))
    this.#equal('isEstimate of errors', isEstimate, false)
    this.#equal('number of groups', items.length, Math.min(200, counted.length))
    this.#equal('groups', describe(items), describe(items.flatMap(({ message }) => expected.get(message) ?? [])))
  }

  #total(what: string, actual: number, truth: number): void {
    if (this.isExact || truth === 0) this.#equal(what, actual, truth)
    else if (truth > exactUpTo && Math.abs(actual / truth - 1) > totalError) this.#tell(what, actual, truth)
  }

  #share(what: string, [actual, of]: [number, number], [truth, ofTruth]: [number, number]): void {
    if (this.isExact) this.#equal(what, actual, truth)
    else if (truth / ofTruth >= 0.05 && Math.abs(actual / of - truth / ofTruth) > shareError)
      this.#tell(`share ${what}`, actual / of, truth / ofTruth)
  }

  #percentile(what: string, actual: number | null, values: number[]): void {
    if (values.length === 0 || actual === null) {
      this.#equal(`p75 ${what} of ${values.length}`, actual, null)
      return
    }
    if (values.length < manyValues) return
    const truth = exactPercentile(values, 0.75)
    if (Math.abs(actual / truth - 1) > percentileError) this.#tell(`p75 ${what}`, actual, truth)
  }

  #equal(what: string, actual: unknown, expected: unknown): void {
    if (actual !== expected) this.#tell(what, actual, expected)
  }

  #tell(what: string, actual: unknown, truth: unknown): void {
    this.wrong.push(`${what} is ${actual} instead of ${truth} (${this.#views.length} match ${this.#about})`)
  }
}

function occurrences(views: SkewedPageView[]): number {
  return views.reduce((sum, { errors }) => errors.reduce((all, { count }) => all + count, sum), 0)
}
