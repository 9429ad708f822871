import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Some nodes of a Citus cluster do not answer: page views of their shards cannot be stored, those of others can. */
export class MissingNodesError extends Error {
  /** Number of nodes, without the coordinator. */
  readonly nodes: number
  readonly missing: number

  constructor(names: readonly string[], nodes: number) {
    super(`no answer from ${names.length} of ${nodes} nodes: ${names.join(', ')}`)
    this.nodes = nodes
    this.missing = names.length
  }
}

/** Returns the nodes of a cluster that do not answer as an error; undefined if all do, or the database is no cluster. */
export async function findMissingNodes(db: Database): Promise<MissingNodesError | undefined> {
  const { rows: extensions } = await sql`select from pg_extension where extname = 'citus'`.execute(db)
  if (extensions.length === 0) return undefined
  const { rows } = await sql<{ name: string; answers: boolean }>`select nodename || ':' || nodeport as name,
    success as answers from run_command_on_workers('select 1')`.execute(db)
  const missing = rows.filter(({ answers }) => !answers).map(({ name }) => name)
  return missing.length === 0 ? undefined : new MissingNodesError(missing, rows.length)
}
