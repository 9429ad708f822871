import { CompiledQuery } from 'kysely'
import { prepared } from '../prepared-statements.ts'

/** Two full batches: what those that are on their way take along is enough for the next two. */
const maxKept = 64
/** Fewer at once are no crowd: they get their numbers when they come, without gaps. */
const fewRows = 8
/** Later their turn is over: who reads new rows by their numbers would never see them. */
const keptMs = 1000

// a select of its own is run once, not for every number
const takeNumbers = prepared(`select
    string_agg(nextval((select pg_get_serial_sequence('debug_data', 'id'))::regclass)::text, ',') as numbers
  from generate_series(1, $1::integer)`)

/**
 * Numbers of rows in debug_data taken before they are needed, so that storing in a hurry need not ask for them: each large
 * batch takes along those of the next one.
 */
export class RowNumbers {
  #kept: number[] = []
  #keptUntil = 0

  /** The first that are kept, in order; undefined where they are too few. */
  take(count: number): number[] | undefined {
    if (performance.now() > this.#keptUntil) this.#kept = []
    return this.#kept.length < count ? undefined : this.#kept.splice(0, count)
  }

  /** The statement to be run with a batch of so many rows. */
  more(rows: number): CompiledQuery {
    return CompiledQuery.raw(takeNumbers, [rows < fewRows ? 0 : Math.min(rows, maxKept - this.#kept.length)])
  }

  /** @param rows what that statement gave */
  add(rows: unknown[]): void {
    const [row] = rows as { numbers: string | null }[]
    if (!row?.numbers) return
    this.#kept.push(...row.numbers.split(',').map(Number))
    this.#keptUntil = performance.now() + keptMs
  }
}
