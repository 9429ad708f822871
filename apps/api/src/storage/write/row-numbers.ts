import { CompiledQuery } from 'kysely'
import type { Database } from '../database.ts'
import { prepared } from '../prepared-statements.ts'

/** Numbers to keep: enough for the two full batches in flight. */
const enough = 64
/** Maximum numbers taken together: the statement itself costs about as much as storing a row. */
const mostAtOnce = 128
/** Number of batches of the same size to take numbers for; unused ones expire. */
const batches = 4
/** Below this number of rows per batch, numbers are taken when needed, without gaps. */
const fewRows = 8
/** Time in ms after which unused numbers expire: readers that follow the numbers would miss later rows. */
const keptMs = 1000

// looked up once, which takes longer than taking 32 numbers
const findSequence = prepared(`select pg_get_serial_sequence('debug_data', 'id') as sequence`)

// the subselect runs once, not for every number; without that sequence there are no numbers
const takeNumbers = prepared(`select string_agg(nextval((select to_regclass($2::text)))::text, ',') as numbers
  from generate_series(1, $1::integer)`)

/**
 * Row numbers of debug_data taken in advance, which saves a round trip under load: a large batch also takes the
 * numbers of the next ones when they run out.
 */
export class RowNumbers {
  #kept: { number: number; until: number }[] = []
  #sequence: string | undefined

  /** Returns the first kept numbers, in order; undefined if there are too few. */
  take(count: number): number[] | undefined {
    const now = performance.now()
    while (this.#kept[0] && this.#kept[0].until < now) this.#kept.shift()
    return this.#kept.length < count ? undefined : this.#kept.splice(0, count).map(({ number }) => number)
  }

  /** Takes numbers from the database, for one batch. */
  async takeNow(db: Database, count: number): Promise<number[]> {
    if (this.#sequence === undefined) this.add((await db.executeQuery(CompiledQuery.raw(findSequence))).rows)
    const statement = CompiledQuery.raw(takeNumbers, [count, this.#sequence])
    const { rows } = await db.executeQuery<{ numbers: string }>(statement)
    return (rows[0]?.numbers ?? '').split(',').map(Number)
  }

  /** Returns the statement to run with a batch of `rows` rows, if numbers run out. */
  more(rows: number): CompiledQuery[] {
    if (this.#sequence === undefined) return [CompiledQuery.raw(findSequence)]
    if (rows < fewRows || this.#kept.length >= enough) return []
    return [CompiledQuery.raw(takeNumbers, [Math.min(mostAtOnce, batches * rows), this.#sequence])]
  }

  /** @param rows the result of that statement */
  add(rows: unknown[]): void {
    const [row] = rows as { sequence?: string; numbers?: string | null }[]
    if (row?.sequence !== undefined) this.#sequence = row.sequence
    if (!row?.numbers) return
    const until = performance.now() + keptMs
    for (const number of row.numbers.split(',')) this.#kept.push({ number: Number(number), until })
  }
}
