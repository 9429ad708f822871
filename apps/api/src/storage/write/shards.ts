import { TooBusyError } from '../../http-errors.ts'
import type { Database } from '../database.ts'
import { hash32 } from '../hash32.ts'
import { readSetting } from '../queries/settings.ts'

/** Key of the setting that lists the shards of a distributed database, as JSON. */
export const shardsSetting = 'shards'
/** The only shard of a database that is not distributed. */
const single: readonly number[] = [0]
/** A constraint of a distributed database: rows of other shards than its own are refused. */
export const shardsConstraint = 'submissions_shard'

/** Reads the shards that page views are distributed to. */
async function readShards(db: Database): Promise<readonly number[]> {
  const setting = await readSetting(db, shardsSetting)
  return setting === undefined ? single : JSON.parse(setting)
}

/**
 * Returns the shard of a page view, or of a submission of none. It depends on the id alone, so that a retry and later
 * submissions of the page view meet what is stored.
 */
export function shardOf(id: string, shards: readonly number[]): number {
  if (shards.length === 1) return shards[0] as number
  // the upper bits: samples are chosen by the lower ones
  return shards[Math.floor(((hash32(id) >>> 0) / 2 ** 32) * shards.length)] as number
}

/** Assigns what is stored to shards. They are read at the first use, and again once the database refuses one. */
export class Shards {
  readonly #db: Database
  #numbers: readonly number[] | undefined

  constructor(db: Database) {
    this.#db = db
  }

  /** Returns the shard of an id as far as it is known; `storeInEach` knows better. */
  of(id: string): number {
    return shardOf(id, this.#numbers ?? single)
  }

  /**
   * Stores items, those of each shard together.
   *
   * @param store stores items of one shard, all or none, and returns their results in order
   * @throws TooBusyError while the database is being distributed
   */
  async storeInEach<Item, Result>(
    items: readonly Item[],
    idOf: (item: Item) => string,
    store: (items: readonly Item[], shard: number) => Promise<Result[]>,
  ): Promise<Result[]> {
    this.#numbers ??= await readShards(this.#db)
    const numbers = this.#numbers
    try {
      return await storeInShards(items, (item) => shardOf(idOf(item), numbers), store)
    } catch (error) {
      if (!isRefusedShard(error)) throw error
      const now = await readShards(this.#db)
      this.#numbers = now
      if (now.join() === numbers.join()) throw new TooBusyError('the database is being distributed')
      return storeInShards(items, (item) => shardOf(idOf(item), now), store)
    }
  }
}

async function storeInShards<Item, Result>(
  items: readonly Item[],
  of: (item: Item) => number,
  store: (items: readonly Item[], shard: number) => Promise<Result[]>,
): Promise<Result[]> {
  const results: Result[] = []
  for (const [shard, some] of Map.groupBy(items.entries(), ([, item]) => of(item))) {
    const stored = await store(
      some.map(([, item]) => item),
      shard,
    )
    for (const [at, [index]] of some.entries()) results[index] = stored[at] as Result
  }
  return results
}

/** Returns whether a row was refused because the database was distributed meanwhile. The message may be in any language. */
function isRefusedShard(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string }
  return code === '23514' && (message ?? '').includes(shardsConstraint)
}
