import { CompiledQuery } from 'kysely'
import type { Database } from './database.ts'
import { prepared } from './prepared-statements.ts'

/** Numbers of rows that one statement writes: few, so that the database keeps the statements prepared. */
const sizes = [32, 16, 8, 4, 2, 1]

/** What `insertRows` makes statements of. Names are SQL's, nothing in here comes from a request. */
export interface Insert<Row> {
  table: string
  /** One parameter a column: its value in a row. A Buffer is sent as the bytes of a text. */
  columns: Record<string, (row: Row) => string | number | boolean | Date | Buffer | null>
  /** SQL that is the same in every row. */
  constants?: Record<string, string>
  /** What follows the rows: `on conflict do nothing returning …` */
  suffix?: string
}

/**
 * Makes a function that inserts many rows by few statements, each with several rows. It is made once and used often:
 * the statements are built at their first use and stay prepared, and nothing is compiled per call. Rows that belong
 * together are the caller's to put in one transaction.
 *
 * @returns a function that gives the returned rows of all statements, in the order the database gave them
 */
export function insertRows<Row, Returned = never>({ table, columns, constants = {}, suffix = '' }: Insert<Row>) {
  const names = [...Object.keys(columns), ...Object.keys(constants)]
  const values = Object.values(columns)
  const texts = new Map<number, string>()

  return async (db: Database, rows: readonly Row[]): Promise<Returned[]> => {
    const returned: Returned[] = []
    for (let at = 0; at < rows.length; ) {
      const size = sizes.find((candidate) => candidate <= rows.length - at) ?? 1
      const parameters: unknown[] = []
      for (let index = at; index < at + size; index++) {
        for (const value of values) parameters.push(value(rows[index] as Row))
      }
      const { rows: some } = await db.executeQuery<Returned>(CompiledQuery.raw(text(size), parameters))
      for (const row of some) returned.push(row)
      at += size
    }
    return returned
  }

  function text(size: number): string {
    let made = texts.get(size)
    if (made === undefined) {
      let parameter = 0
      const row = () => `(${[...values.map(() => `$${++parameter}`), ...Object.values(constants)].join(', ')})`
      const rows = Array.from({ length: size }, row).join(', ')
      made = prepared(`insert into ${table} (${names.join(', ')}) values ${rows} ${suffix}`)
      texts.set(size, made)
    }
    return made
  }
}
