import { CompiledQuery, type QueryResult } from 'kysely'
import type { Database } from '../database.ts'
import { allAtOnce } from '../prepared-statements.ts'
import type { SharedConnection } from './shared-connection.ts'

/** Runs statements: the database, a transaction, or one connection of it. */
export interface Runner {
  executeQuery<Row>(statement: CompiledQuery<Row>): Promise<Pick<QueryResult<Row>, 'rows'>>
}

const commit = CompiledQuery.raw('commit')
const rollback = CompiledQuery.raw('rollback')

/**
 * Runs a transaction that asks the database twice: the first statement, which must be a `preparedBeginning`, and then all
 * the others with the commit, which do not wait for each other's results. Whatever the database has to do, it is not
 * waiting for this process meanwhile. Rows have the names that the SQL gives their columns.
 *
 * @param others makes the statements from the first one's rows
 * @returns the rows of each of the others
 * @throws what the first statement that failed threw; nothing is stored then
 */
export function pipelinedTransaction<Row>(
  db: Database,
  first: CompiledQuery<Row>,
  others: (rows: Row[]) => CompiledQuery[],
): Promise<unknown[][]> {
  return db.getExecutor().provideConnection(async (connection) => {
    try {
      const { rows } = await connection.executeQuery<Row>(first)
      return await runAll(connection, [...others(rows), commit])
    } catch (error) {
      // one whose connection is gone is rolled back by that
      await connection.executeQuery(rollback).catch(() => {})
      throw error
    }
  })
}

/**
 * Runs a transaction that asks the database once: all statements go out together, and it answers when they are committed.
 *
 * @param statements all `prepared`
 * @returns the rows of each
 * @throws what the first statement that failed threw; nothing is stored then
 */
export async function transactionAtOnce(
  shared: SharedConnection,
  statements: readonly CompiledQuery[],
): Promise<unknown[][]> {
  const together = CompiledQuery.raw(allAtOnce, [...statements])
  const { rows } = await shared.run((connection) => connection.executeQuery<unknown[]>(together))
  return rows
}

/**
 * Runs statements in their order, sending them all at once where the runner is a single connection.
 *
 * @throws what the first that failed threw, when all are done
 */
export async function runAll(runner: Runner, statements: readonly CompiledQuery[]): Promise<unknown[][]> {
  const results = await Promise.allSettled(statements.map((statement) => runner.executeQuery(statement)))
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value.rows
  })
}
