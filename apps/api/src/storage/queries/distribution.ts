import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** The nodes of a Citus cluster, and how raw text is distributed over them. */
export interface Distribution {
  /** Number of nodes that may hold shards. */
  nodes: number
  /** Number of shards of `debug_data`; 0: it is on the coordinator alone. */
  shards: number
  /** Size of raw text on the coordinator, with its indexes. */
  bytes: number
}

/** Returns undefined where the database has no Citus. */
export async function readDistribution(db: Database): Promise<Distribution | undefined> {
  const { rows: extensions } = await sql`select from pg_extension where extname = 'citus'`.execute(db)
  if (extensions.length === 0) return undefined
  const { rows } = await sql<Distribution>`select
    (select count(*) from pg_dist_node where noderole = 'primary' and isactive and shouldhaveshards)::int as nodes,
    (select count(*) from pg_dist_shard where logicalrelid = 'debug_data'::regclass)::int as shards,
    pg_total_relation_size('debug_data')::float8 as bytes`.execute(db)
  return rows[0]
}

/** Number of the advisory lock, the same in all processes: its holder distributes tables. */
const distributorLock = 6_204_118

/** Copies raw text to shards on the nodes unless it has some, in one transaction, which storing waits for. */
export async function distributeRawText(db: Database, shards: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${distributorLock})`.execute(trx)
    await sql`select create_distributed_table('debug_data', 'id', shard_count := ${shards})
      where not exists (select from pg_dist_partition where logicalrelid = 'debug_data'::regclass)`.execute(trx)
  })
}

/** Deletes what copying left on the coordinator. */
export async function dropLocalRawText(db: Database): Promise<void> {
  await sql`select truncate_local_data_after_distributing_table('debug_data')`.execute(db)
}
