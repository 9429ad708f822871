import { type Config, ConfigError } from '../config.ts'
import { distributeRawText, dropLocalRawText, readDistribution } from '../storage/queries/distribution.ts'
import type { Storage } from '../storage/storage.ts'
import type { Values } from './command.ts'
import { withStorage } from './with-storage.ts'

const maxShards = 1024
const megabyte = 1_048_576

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
 * Distributes raw text over the nodes of a cluster. Calling it again completes what was interrupted.
 *
 * @returns what it is about to do or has done, in sentences
 * @throws ConfigError for a database that is no cluster
 */
export async function* distribute({ unlimitedDb }: Pick<Storage, 'unlimitedDb'>, shards: number) {
  const { nodes, shards: existing, bytes } = (await readDistribution(unlimitedDb)) ?? {}
  if (nodes === undefined) {
    throw new ConfigError('this database has no Citus; run "create extension citus" in it, on every node')
  }
  if (nodes === 0) {
    throw new ConfigError('the cluster has no node that may hold shards; add one with citus_add_node')
  }
  if (existing) yield `Raw text has ${existing} shards already`
  else {
    yield `Copying ${Math.ceil((bytes ?? 0) / megabyte)} MB of raw text to ${shards} shards on ${nodes} nodes; storing waits meanwhile`
    await distributeRawText(unlimitedDb, shards)
  }
  await dropLocalRawText(unlimitedDb)
  yield 'Raw text is distributed; nothing of it is left on the coordinator'
}

function readShards(value: Values[string]): number {
  const shards = Number(value ?? 32)
  if (!Number.isInteger(shards) || shards < 1 || shards > maxShards) {
    throw new ConfigError(`--shards must be a whole number from 1 to ${maxShards}; it is "${value}"`)
  }
  return shards
}
