import pg from 'pg'
import { preparedName } from '../prepared-statements.ts'

/** A client that keeps the statements marked for it prepared on its connection. */
export class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg overloads it six ways; Kysely uses one of them
  override query(text: any, ...rest: any[]): any {
    const name = typeof text === 'string' ? preparedName(text) : undefined
    if (name === undefined) return super.query(text, ...(rest as []))
    const [values] = rest
    return super.query({ name, text, values })
  }
}
