import type { Meters } from '../operating/meters.ts'
import type { Storage } from '../storage/storage.ts'
import { type NewSubmission, shardKeyOf } from '../storage/write/new-submission.ts'
import { Shards } from '../storage/write/shards.ts'
import type { Stored } from '../storage/write/store-as-claimed.ts'
import { createStore } from '../storage/write/store-submissions.ts'
import { type BatchLimits, batch } from './batch.ts'
import { type ReceivedSubmission, readSubmission } from './read-submission.ts'

/** Two batches keep PostgreSQL busy; smaller or larger batches, or more of them, stored no more (`bench ingest`). */
const limits: BatchLimits = {
  maxRows: 32,
  maxBytes: 2_097_152,
  maxInFlight: 2,
  minRowsBesides: 20,
  maxWaitingRows: 4096,
  maxWaitingBytes: 67_108_864,
  maxWaitMs: 5000,
}

type IngestMeters = Pick<Meters, 'storing' | 'stored' | 'bytes' | 'batchRows' | 'batchSeconds'>

type IngestStorage = Pick<Storage, 'db' | 'pipelines' | 'isUnavailable' | 'noteWrite'>

/** Stores a submission with others of the same time; when its promise settles it is committed. */
export type SubmissionStore = (submission: NewSubmission & { bytes: number }) => Promise<Stored>

/** @throws TooBusyError when more comes than can be stored */
export function createSubmissionStore(storage: IngestStorage, meters?: IngestMeters): SubmissionStore {
  const shards = new Shards(storage.db)
  return storeTogether<NewSubmission & { bytes: number }>(
    storage,
    { storeItems: createStore(storage, shards), laneOf: (item) => shards.of(shardKeyOf(item)) },
    meters,
  )
}

/**
 * Makes a function that stores an item with others of the same time and shard.
 *
 * @throws TooBusyError when more comes than can be stored
 */
export function storeTogether<Item extends { bytes: number }>(
  { isUnavailable, noteWrite }: IngestStorage,
  { storeItems, laneOf }: { storeItems(items: Item[]): Promise<Stored[]>; laneOf(item: Item): number },
  meters?: IngestMeters,
): (item: Item) => Promise<Stored> {
  async function storeAll(items: Item[]): Promise<Stored[]> {
    const began = performance.now()
    const stored = await storeItems(items).catch((error) => {
      if (isUnavailable(error)) noteWrite(error)
      throw error
    })
    noteWrite()
    meters?.batchRows.observe(items.length)
    meters?.batchSeconds.observe((performance.now() - began) / 1000)
    return stored
  }
  const store = batch<Item, Stored>({ storeAll, isUnavailable, laneOf }, limits)

  return async (item) => {
    meters?.storing.inc()
    const stored = await store(item).finally(() => meters?.storing.dec())
    meters?.stored.inc({ repeated: String(!stored.isNew) })
    return stored
  }
}

/**
 * Makes the function that reads and stores a submission.
 *
 * @throws RefusedError when it is no submission
 */
export function createIngest(
  storage: IngestStorage,
  meters?: IngestMeters,
  store = createSubmissionStore(storage, meters),
) {
  return async (received: ReceivedSubmission) => {
    // only the rows to store are kept meanwhile, so the parsed value is garbage early, which costs least
    const submission = await readSubmission(received)
    const { id, isNew } = await store(submission)
    meters?.bytes.observe(submission.bytes)
    return { id, isNew, submissionId: submission.submissionId }
  }
}
