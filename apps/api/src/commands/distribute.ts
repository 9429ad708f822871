import { type Config, ConfigError } from '../config.ts'
import { assignShards } from '../jobs/assign-shards.ts'
import {
  distributeTable,
  dropLocalRows,
  extendKeys,
  readDistribution,
  refuseUndistributed,
  shardNumbers,
  sizeOf,
  whileDistributing,
} from '../storage/queries/distribution.ts'
import { deleteSetting, getOrCreateSetting, readSetting, writeSetting } from '../storage/queries/settings.ts'
import type { Storage } from '../storage/storage.ts'
import { shardedTables } from '../storage/tables/sharded-tables.ts'
import { shardsSetting } from '../storage/write/shards.ts'
import type { Values } from './command.ts'
import { withStorage } from './with-storage.ts'

/** Setting that lists the shards while the database is being distributed. */
const plannedSetting = 'shards_planned'
const maxShards = 1024
const megabyte = 1_048_576
const tellEveryMs = 2000

/**
 * The command `collector distribute`.
 *
 * @throws ConfigError for a wrong number of shards, or a database that is no cluster
 */
export async function distributeOverNodes(config: Config, values: Values): Promise<void> {
  const shards = readShards(values['shards'])
  if (config.dbUrl === undefined) throw new ConfigError('DB_URL must name the coordinator of a Citus cluster')
  await withStorage(config, async (storage) => {
    for await (const step of distribute(storage, shards)) process.stdout.write(`${step}\n`)
  })
}

/**
 * Distributes all tables that grow over the nodes of a cluster, by `shard`. Calling it again completes what was interrupted.
 *
 * @returns what it is about to do or has done, in sentences
 * @throws ConfigError for a database that is no cluster
 */
export async function* distribute({ unlimitedDb: db }: Pick<Storage, 'unlimitedDb'>, count: number) {
  const { nodes, tables } = await readCluster(db)
  const existing = await readSetting(db, shardsSetting)
  if (existing !== undefined) {
    yield `Everything is distributed to ${JSON.parse(existing).length} shards already`
    return
  }
  const planned = await getOrCreateSetting(db, plannedSetting, JSON.stringify(await shardNumbers(db, count)))
  const shards: number[] = JSON.parse(planned)
  yield `Distributing ${shardedTables.length} tables to ${shards.length} shards on ${nodes} nodes. Submissions are answered 503 until this is done; questions may fail. If it is interrupted, run it again`

  await whileDistributing(db, refuseUndistributed)
  // rows can change their shard only before
  if (tables.size === 0) {
    yield* assign(db, shards)
    await whileDistributing(db, extendKeys)
  }
  for (const [index, table] of shardedTables.entries()) {
    if (!tables.has(table)) {
      const megabytes = Math.ceil((await sizeOf(db, table)) / megabyte)
      yield `Copying ${table} to the nodes, ${megabytes} MB (table ${index + 1} of ${shardedTables.length})`
      await whileDistributing(db, (trx) => distributeTable(trx, table, shards.length))
    }
    await whileDistributing(db, (trx) => dropLocalRows(trx, table))
  }
  await writeSetting(db, shardsSetting, planned)
  await deleteSetting(db, plannedSetting)
  yield 'Everything that grows with page views is distributed; nothing of it is left on the coordinator'
}

async function* assign(db: Storage['unlimitedDb'], shards: readonly number[]) {
  let toldAt = 0
  for await (const { done, total } of assignShards(db, shards)) {
    if (done < total && Date.now() - toldAt < tellEveryMs) continue
    toldAt = Date.now()
    yield `Assigned ${done} of ${total} submissions to their shards`
  }
}

async function readCluster(db: Storage['unlimitedDb']) {
  const cluster = await readDistribution(db)
  if (!cluster) throw new ConfigError('this database has no Citus; run "create extension citus" in it, on every node')
  if (cluster.nodes === 0) {
    throw new ConfigError('the cluster has no node that may hold shards; add one with citus_add_node')
  }
  for (const [table, column] of cluster.tables) {
    if (column === 'shard') continue
    throw new ConfigError(`${table} is distributed by "${column}"; run select undistribute_table('${table}') first`)
  }
  return cluster
}

function readShards(value: Values[string]): number {
  const shards = Number(value ?? 8)
  if (!Number.isInteger(shards) || shards < 1 || shards > maxShards) {
    throw new ConfigError(`--shards must be a whole number from 1 to ${maxShards}; it is "${value}"`)
  }
  return shards
}
