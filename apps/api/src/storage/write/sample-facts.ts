import { CompiledQuery } from 'kysely'
import { receivedNow } from '../insert-rows.ts'
import { prepared } from '../prepared-statements.ts'
import { sampleColumns } from '../tables/page-view-samples.ts'

const sampleNow = prepared(`insert into page_view_samples (${sampleColumns}) select ${sampleColumns} from facts
  where debug_data_id = any($1::integer[]) and shard = $2 and received_at = ${receivedNow} and is_current`)
const sample = prepared(`insert into page_view_samples (${sampleColumns}) select ${sampleColumns} from facts
  where debug_data_id = any($1::integer[]) and shard = $2 and is_current and sample_tier > 0`)

/** Copies facts of one shard to the sample that were written and received in this transaction. */
export function sampleReceivedNow(debugDataIds: number[], shard: number): CompiledQuery {
  return CompiledQuery.raw(sampleNow, [`{${debugDataIds}}`, shard])
}

/** Copies facts of one shard to the sample if they are current and have a tier. */
export function sampleFacts(debugDataIds: number[], shard: number): CompiledQuery {
  return CompiledQuery.raw(sample, [`{${debugDataIds}}`, shard])
}
