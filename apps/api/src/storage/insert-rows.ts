import { CompiledQuery } from 'kysely'
import { prepared } from './prepared-statements.ts'

/**
 * Numbers of rows per statement: few sizes, so that the statements stay prepared, but enough that a batch needs one
 * or two. Each statement costs as much as several rows.
 */
const sizes = [32, 28, 24, 20, 16, 12, 8, 6, 4, 3, 2, 1]

/** Input of `insertRows`. Names are SQL's; nothing in here comes from a request. */
export interface Insert<Row> {
  table: string
  /** One parameter per column: its value in a row. A Buffer is sent as the bytes of a text. */
  columns: Record<string, (row: Row) => string | number | boolean | Date | Buffer | null>
  /** The shard of a row of `shardedTables`. It is the same for all rows of a call: one parameter, so that one node is asked. */
  shard?: (row: Row) => number
  /** SQL that wraps the parameter of a column. */
  expressions?: Record<string, (parameter: string) => string>
  /** SQL that is the same in every row. */
  constants?: Record<string, string>
  /** Clause after the rows: `on conflict do nothing` */
  suffix?: string
}

/**
 * Makes a function that returns the statements to insert many rows, several rows per statement. Create it once: the
 * texts are built at their first use and stay prepared, and nothing is compiled per call. Run the statements by
 * `runAll` or a transaction of `pipelined-transaction.ts`.
 */
export function insertRows<Row>({ table, columns, shard, expressions = {}, constants = {}, suffix = '' }: Insert<Row>) {
  const columnNames = Object.keys(columns)
  const common = shard ? { ...constants, shard: '$1' } : constants
  const names = [...columnNames, ...Object.keys(common)]
  const values = Object.values(columns)
  const texts = new Map<number, string>()

  return (rows: readonly Row[]): CompiledQuery[] => {
    const statements: CompiledQuery[] = []
    for (let at = 0; at < rows.length; ) {
      const size = sizes.find((candidate) => candidate <= rows.length - at) ?? 1
      const parameters: unknown[] = shard ? [shard(rows[at] as Row)] : []
      for (let index = at; index < at + size; index++) {
        for (const value of values) parameters.push(value(rows[index] as Row))
      }
      statements.push(CompiledQuery.raw(text(size), parameters))
      at += size
    }
    return statements
  }

  function text(size: number): string {
    let made = texts.get(size)
    if (made === undefined) {
      let parameter = shard ? 1 : 0
      const value = (name: string) => (expressions[name] ?? String)(`$${++parameter}`)
      const row = () => `(${[...columnNames.map(value), ...Object.values(common)].join(', ')})`
      const rows = Array.from({ length: size }, row).join(', ')
      made = prepared(`insert into ${table} (${names.join(', ')}) values ${rows} ${suffix}`)
      texts.set(size, made)
    }
    return made
  }
}

/** SQL of the time at which a submission that is being stored was received: the time of the transaction by the database's clock. */
export const receivedNow = "date_trunc('milliseconds', now())"

/** An expression for `expressions`: the current time instead of null. */
export function orNow(parameter: string): string {
  return `coalesce(${parameter}, ${receivedNow})`
}
