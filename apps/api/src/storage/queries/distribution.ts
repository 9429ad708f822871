import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { shardedTables } from '../tables/sharded-tables.ts'
import { shardsConstraint } from '../write/shards.ts'

/** The nodes of a Citus cluster, and what is distributed over them. */
export interface Distribution {
  /** Number of nodes that may hold shards. */
  nodes: number
  /** Tables that are distributed, by the column that decides the shard. */
  tables: Map<string, string>
}

/** Returns undefined where the database has no Citus. */
export async function readDistribution(db: Database): Promise<Distribution | undefined> {
  const { rows: extensions } = await sql`select from pg_extension where extname = 'citus'`.execute(db)
  if (extensions.length === 0) return undefined
  const { rows: nodes } = await sql<{ count: number }>`select count(*)::int as count from pg_dist_node
    where noderole = 'primary' and isactive and shouldhaveshards`.execute(db)
  const { rows: tables } = await sql<{ name: string; column: string }>`select c.relname as name,
      column_to_column_name(p.logicalrelid, p.partkey) as column
    from pg_dist_partition p join pg_class c on c.oid = p.logicalrelid
    where p.partmethod = 'h' and c.relnamespace = current_schema()::regnamespace`.execute(db)
  return { nodes: nodes[0]?.count ?? 0, tables: new Map(tables.map(({ name, column }) => [name, column])) }
}

/**
 * Returns a number for each shard that the cluster keeps it in: one a shard, so that all are of the same size. The cluster
 * decides by a hash. 0 is left out: it is the number in a database that is not distributed.
 */
export async function shardNumbers(db: Database, count: number): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`select min(n)::int as number from (
      select n, least((worker_hash(n::smallint)::bigint + 2147483648) / (4294967296 / ${count}::bigint), ${count}::bigint - 1) as shard
      from generate_series(1, 32767) n) numbers group by shard order by shard`.execute(db)
  return rows.map(({ number }) => number)
}

/** Number of the advisory lock, the same in all processes: its holder changes the layout of the tables. */
const distributorLock = 6_204_118

/** Runs a step in a transaction that no other process distributes in. */
export function whileDistributing<Result>(db: Database, step: (trx: Database) => Promise<Result>): Promise<Result> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${distributorLock})`.execute(trx)
    return step(trx)
  })
}

/** Lets the database refuse submissions of shard 0: running processes answer 503 until they find other shards. */
export async function refuseUndistributed(db: Database): Promise<void> {
  const { rows } = await sql`select from pg_constraint where conname = ${shardsConstraint}
    and conrelid = 'submissions'::regclass`.execute(db)
  if (rows.length > 0) return
  await sql`alter table submissions add constraint ${sql.id(shardsConstraint)} check (shard <> 0) not valid`.execute(db)
}

/** Adds the shard to the primary keys that do not contain it. */
export async function extendKeys(db: Database): Promise<void> {
  for (const [table, column] of [
    ['debug_data', 'id'],
    ['submissions', 'submission_id'],
  ] as const) {
    const { rows } = await sql<{ name: string; columns: number }>`select conname as name, cardinality(conkey) as columns
      from pg_constraint where conrelid = ${table}::regclass and contype = 'p'`.execute(db)
    const [key] = rows
    if (key?.columns !== 1) continue
    await sql`alter table ${sql.id(table)} drop constraint ${sql.id(key.name)},
      add constraint ${sql.id(key.name)} primary key (${sql.id(column)}, shard)`.execute(db)
  }
}

/** Size of a table with its indexes and partitions. */
export async function sizeOf(db: Database, table: string): Promise<number> {
  // a table without partitions has no tree
  const { rows } = await sql<{ bytes: number }>`select (pg_total_relation_size(${table}::regclass)
      + coalesce(sum(pg_total_relation_size(relid)), 0))::float8 as bytes from pg_partition_tree(${table}::regclass)`.execute(
    db,
  )
  return rows[0]?.bytes ?? 0
}

/** Copies a table to the shards unless it has some. */
export async function distributeTable(db: Database, table: string, shards: number): Promise<void> {
  const { rows } = await sql`select from pg_dist_partition where logicalrelid = ${table}::regclass`.execute(db)
  if (rows.length > 0) return
  const [first] = shardedTables
  await (table === first
    ? sql`select create_distributed_table(${table}, 'shard', shard_count := ${shards}::int, colocate_with := 'none')`
    : sql`select create_distributed_table(${table}, 'shard', colocate_with := ${first})`
  ).execute(db)
}

/** Deletes what copying left on the coordinator. */
export async function dropLocalRows(db: Database, table: string): Promise<void> {
  await sql`select truncate_local_data_after_distributing_table(${table}::regclass)`.execute(db)
}
