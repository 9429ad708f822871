import { CompiledQuery } from 'kysely'
import { prepared } from '../prepared-statements.ts'

/** Two full batches: what those that are on their way need. */
const enough = 64
/** So many are taken together: the statement itself costs about as much as storing a row. */
const mostAtOnce = 128
/** For so many batches like this one; what is not used in time is lost. */
const batches = 4
/** Fewer rows at once are no crowd: they get their numbers when they come, without gaps. */
const fewRows = 8
/** Later their turn is over: who reads new rows by their numbers would never see them. */
const keptMs = 1000

// looking it up takes the database longer than taking 32 numbers of it
const findSequence = prepared(`select pg_get_serial_sequence('debug_data', 'id') as sequence`)

// a select of its own is run once, not for every number; where there is none of that name there are no numbers
const takeNumbers = prepared(`select string_agg(nextval((select to_regclass($2::text)))::text, ',') as numbers
  from generate_series(1, $1::integer)`)

/**
 * Numbers of rows in debug_data taken before they are needed, so that storing in a hurry need not ask for them: a large
 * batch takes along those of the next ones, where they are running out.
 */
export class RowNumbers {
  #kept: { number: number; until: number }[] = []
  #sequence: string | undefined

  /** The first that are kept, in order; undefined where they are too few. */
  take(count: number): number[] | undefined {
    const now = performance.now()
    while (this.#kept[0] && this.#kept[0].until < now) this.#kept.shift()
    return this.#kept.length < count ? undefined : this.#kept.splice(0, count).map(({ number }) => number)
  }

  /** The statements to be run with a batch of `rows` rows: one, or none. */
  more(rows: number): CompiledQuery[] {
    if (this.#sequence === undefined) return [CompiledQuery.raw(findSequence)]
    if (rows < fewRows || this.#kept.length >= enough) return []
    return [CompiledQuery.raw(takeNumbers, [Math.min(mostAtOnce, batches * rows), this.#sequence])]
  }

  /** @param rows what that statement gave */
  add(rows: unknown[]): void {
    const [row] = rows as { sequence?: string; numbers?: string | null }[]
    if (row?.sequence !== undefined) this.#sequence = row.sequence
    if (!row?.numbers) return
    const until = performance.now() + keptMs
    for (const number of row.numbers.split(',')) this.#kept.push({ number: Number(number), until })
  }
}
