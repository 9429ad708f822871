import { CompiledQuery } from 'kysely'
import { prepared } from './prepared-statements.ts'

/**
 * Numbers of rows that one statement writes: few, so that the database keeps the statements prepared, but so many that a
 * batch is one or two of them. Each statement costs as much as some rows do.
 */
const sizes = [32, 28, 24, 20, 16, 12, 8, 6, 4, 3, 2, 1]

/** Input of `insertRows`. Names are SQL's; nothing in here comes from a request. */
export interface Insert<Row> {
  table: string
  /** One parameter a column: its value in a row. A Buffer is sent as the bytes of a text. */
  columns: Record<string, (row: Row) => string | number | boolean | Date | Buffer | null>
  /** SQL that stands instead of a column's parameter and has it in it. */
  expressions?: Record<string, (parameter: string) => string>
  /** SQL that is the same in every row. */
  constants?: Record<string, string>
  /** Clause after the rows: `on conflict do nothing` */
  suffix?: string
}

/**
 * Makes a function that makes the few statements that insert many rows, each with several of them. It is made once and
 * used often: the texts are built at their first use and stay prepared, and nothing is compiled per call. To be run by
 * `runAll` or a transaction of `pipelined-transaction.ts`.
 */
export function insertRows<Row>({ table, columns, expressions = {}, constants = {}, suffix = '' }: Insert<Row>) {
  const columnNames = Object.keys(columns)
  const names = [...columnNames, ...Object.keys(constants)]
  const values = Object.values(columns)
  const texts = new Map<number, string>()

  return (rows: readonly Row[]): CompiledQuery[] => {
    const statements: CompiledQuery[] = []
    for (let at = 0; at < rows.length; ) {
      const size = sizes.find((candidate) => candidate <= rows.length - at) ?? 1
      const parameters: unknown[] = []
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
      let parameter = 0
      const value = (name: string) => (expressions[name] ?? String)(`$${++parameter}`)
      const row = () => `(${[...columnNames.map(value), ...Object.values(constants)].join(', ')})`
      const rows = Array.from({ length: size }, row).join(', ')
      made = prepared(`insert into ${table} (${names.join(', ')}) values ${rows} ${suffix}`)
      texts.set(size, made)
    }
    return made
  }
}

/** SQL of when a submission was received that is being stored: the transaction's time by the clock of the database. */
export const receivedNow = "date_trunc('milliseconds', now())"

/** For `expressions`: where a time is null, that one. */
export function orNow(parameter: string): string {
  return `coalesce(${parameter}, ${receivedNow})`
}
