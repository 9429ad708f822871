import { CompiledQuery, type QueryResult } from 'kysely'
import type { Database } from '../database.ts'
import { allAtOnce } from '../prepared-statements.ts'
import type { SharedConnection } from './shared-connection.ts'

/** Runs statements: the database, a transaction, or one connection of it. */
export interface Runner {
  executeQuery<Row>(statement: CompiledQuery<Row>): Promise<Pick<QueryResult<Row>, 'rows'>>
}

const begin = CompiledQuery.raw('begin')
const commit = CompiledQuery.raw('commit')
const rollback = CompiledQuery.raw('rollback')

/**
 * Runs a transaction in two round trips: the first statement, which must be a `preparedBeginning`, then all others
 * with the commit, without waiting for each other's results. So the database does not wait for this process. Rows
 * have the column names of the SQL.
 *
 * @param others makes the other statements from the rows of the first
 * @returns the rows of each of the others
 * @throws the error of the first failed statement; nothing is stored then
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
      // a lost connection rolls back by itself
      await connection.executeQuery(rollback).catch(() => {})
      throw error
    }
  })
}

/**
 * Runs a transaction in one round trip: all statements are sent together, and the answer follows the commit.
 *
 * @param statements all `prepared`
 * @returns the rows of each
 * @throws the error of the first failed statement; nothing is stored then
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
 * Runs a transaction in one round trip, as `transactionAtOnce` does, for a cluster: without an explicit block Citus takes the
 * first statement for a transaction of its own, and keeps it when a later one fails.
 */
export function transactionInBlock(db: Database, statements: readonly CompiledQuery[]): Promise<unknown[][]> {
  return db.getExecutor().provideConnection(async (connection) => {
    // after a failed statement `commit` rolls back
    const [, ...results] = await runAll(connection, [begin, ...statements, commit])
    return results
  })
}

/**
 * Runs statements in order, all in one round trip on a single connection.
 *
 * @throws the first error, after all are done
 */
export async function runAll(runner: Runner, statements: readonly CompiledQuery[]): Promise<unknown[][]> {
  const results = await Promise.allSettled(statements.map((statement) => runner.executeQuery(statement)))
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value.rows
  })
}
