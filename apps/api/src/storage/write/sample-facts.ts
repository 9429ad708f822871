import { CompiledQuery } from 'kysely'
import { receivedNow } from '../insert-rows.ts'
import { prepared } from '../prepared-statements.ts'
import { copyFacts } from '../tables/page-view-samples.ts'

const sampleNow = prepared(
  copyFacts(`debug_data_id = any($1::integer[]) and shard = $2 and received_at = ${receivedNow} and is_current`),
)
const sample = prepared(copyFacts('debug_data_id = any($1::integer[]) and shard = $2 and is_current'))

/** Copies facts of one shard that were written and received in this transaction. */
export function sampleReceivedNow(debugDataIds: number[], shard: number): CompiledQuery {
  return CompiledQuery.raw(sampleNow, [`{${debugDataIds}}`, shard])
}

/** Copies facts of one shard that are current. */
export function sampleFacts(debugDataIds: number[], shard: number): CompiledQuery {
  return CompiledQuery.raw(sample, [`{${debugDataIds}}`, shard])
}
