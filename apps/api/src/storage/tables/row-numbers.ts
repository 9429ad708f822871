import { CompiledQuery } from 'kysely'
import { prepared } from '../prepared-statements.ts'

/** Two full batches: what those that are on their way take along is enough for the next two. */
const maxKept = 64
/** Fewer at once are no crowd: they get their numbers when they come, without gaps. */
const fewRows = 8
/** Later their turn is over: who reads new rows by their numbers would never see them. */
const keptMs = 1000

// looking it up takes the database longer than taking 32 numbers of it
const findSequence = prepared(`select pg_get_serial_sequence('debug_data', 'id') as sequence`)

// a select of its own is run once, not for every number; where there is none of that name there are no numbers
const takeNumbers = prepared(`select string_agg(nextval((select to_regclass($2::text)))::text, ',') as numbers
  from generate_series(1, $1::integer)`)

/**
 * Numbers of rows in debug_data taken before they are needed, so that storing in a hurry need not ask for them: each large
 * batch takes along those of the next one.
 */
export class RowNumbers {
  #kept: number[] = []
  #keptUntil = 0
  #sequence: string | undefined

  /** The first that are kept, in order; undefined where they are too few. */
  take(count: number): number[] | undefined {
    if (performance.now() > this.#keptUntil) this.#kept = []
    return this.#kept.length < count ? undefined : this.#kept.splice(0, count)
  }

  /** The statement to be run with a batch of so many rows. */
  more(rows: number): CompiledQuery {
    if (this.#sequence === undefined) return CompiledQuery.raw(findSequence)
    const wanted = rows < fewRows ? 0 : Math.min(rows, maxKept - this.#kept.length)
    return CompiledQuery.raw(takeNumbers, [wanted, this.#sequence])
  }

  /** @param rows what that statement gave */
  add(rows: unknown[]): void {
    const [row] = rows as { sequence?: string; numbers?: string | null }[]
    this.#sequence ??= row?.sequence
    if (!row?.numbers) return
    this.#kept.push(...row.numbers.split(',').map(Number))
    this.#keptUntil = performance.now() + keptMs
  }
}
