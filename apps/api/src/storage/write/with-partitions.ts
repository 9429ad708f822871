import type { Database } from '../database.ts'
import { ensurePartitions, isPartitionMissing } from '../partitions.ts'

/** Partitions exist ahead of time; a missing one is created rather than losing a submission. */
export async function withPartitions<Result>(db: Database, store: () => Promise<Result>): Promise<Result> {
  try {
    return await store()
  } catch (error) {
    if (!isPartitionMissing(error)) throw error
    await ensurePartitions(db)
    return store()
  }
}
