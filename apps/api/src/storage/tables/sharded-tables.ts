import type { Generated } from 'kysely'
import type { CamelCase } from '../camel-case.ts'

/**
 * The tables that grow with page views. Each has the column `shard`, which is the same in all rows of a page view, so that a
 * cluster keeps these on one node. It is 0 in a database that is not distributed.
 *
 * Their unique keys contain it. Those of `debug_data` and `submissions` get it when the tables are distributed: the first
 * stays as the predecessor made it, the second would grow by a third.
 *
 * `shards` has a row for each shard, in that shard, so that a question can take them one by one.
 */
export const shardedTables = [
  'debug_data',
  'submissions',
  'page_views',
  'facts',
  'page_view_samples',
  'errors',
  'texts',
  'reasons',
  'scripts',
  'fingerprints',
  'rollup_queue',
  'page_view_rollups',
  'error_rollups',
  'shards',
] as const

/** A row of such a table that is to be written. */
export type Sharded<Row> = Row & { shard: number }

/** Adds the column to the types of those tables. */
export type WithShards<Tables> = {
  [Name in keyof Tables]: Name extends CamelCase<(typeof shardedTables)[number]>
    ? Tables[Name] & { shard: Generated<number> }
    : Tables[Name]
}
