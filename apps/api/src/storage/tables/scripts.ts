import { insertRows, receivedNow } from '../insert-rows.ts'
import type { Sharded } from './sharded-tables.ts'

/** A script as its address names it. */
export interface Script {
  /** Hash of host and path. */
  scriptHash: string
  /** null: extensions, code made from text, and scripts that the browser does not name. */
  host: string | null
  /** Without query, with `*` in place of ids and hashes of builds; null: it stands in the pages of the host. */
  path: string | null
}

/** Scripts that page views had, once for each month: facts refer to them by their hash. */
export interface ScriptsTable extends Script {
  /** Start of the month (UTC) in which they were received; retention deletes by it. */
  month: Date
}

export const insertScripts = insertRows<Sharded<Script & { receivedAt: Date | null }>>({
  table: 'scripts',
  shard: (row) => row.shard,
  expressions: { month: (parameter) => `date_trunc('month', coalesce(${parameter}, ${receivedNow}), 'UTC')` },
  columns: {
    month: (row) => row.receivedAt,
    script_hash: (row) => row.scriptHash,
    host: (row) => row.host,
    path: (row) => row.path,
  },
  suffix: 'on conflict do nothing',
})
