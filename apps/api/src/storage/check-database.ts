import { sql } from 'kysely'
import type { Database, Tables } from './database.ts'

/** Encodings that keep every text; SQL_ASCII stores bytes unchanged. */
const encodings = ['UTF8', 'SQL_ASCII']
/** Every table; the compiler says when one is missing. */
const isTable = {
  debugData: true,
  submissions: true,
  pageViews: true,
  facts: true,
  errors: true,
  errorGroups: true,
  texts: true,
  fingerprints: true,
  reasons: true,
  pageViewSamples: true,
  pageViewRollups: true,
  errorRollups: true,
  rollupQueue: true,
  sourceMaps: true,
  mappedScripts: true,
  scripts: true,
  bundleChunks: true,
  settings: true,
  shards: true,
  releases: true,
  deploys: true,
  errorGroupReleases: true,
  accessTokens: true,
  alertChannels: true,
  alertRules: true,
  alertEvents: true,
  alertDeliveries: true,
  refusalCounts: true,
} satisfies Record<keyof Tables, true>
const tables = Object.keys(isTable).map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
const rights = ['select', 'insert', 'update', 'delete']

/** @throws when the database cannot hold every text, which cannot be changed afterwards */
export async function checkEncoding(db: Database): Promise<void> {
  const { rows } = await sql<{ encoding: string }>`
    select pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()`.execute(db)
  const encoding = rows[0]?.encoding as string
  if (encodings.includes(encoding)) return
  throw new Error(
    `the database's encoding is ${encoding}; Collector needs UTF8: create database … encoding 'UTF8' template template0`,
  )
}

/** @throws when the role may not read and write every table; the message names what is missing */
export async function checkRights(db: Database): Promise<void> {
  const { rows } = await sql<{ role: string; rights: string; tables: string }>`
    select current_user as role, rights, string_agg(name, ', ') as tables
    from (select name, string_agg(needed, ', ' order by needed_at) as rights
      from unnest(${tables}::text[]) name cross join unnest(${rights}::text[]) with ordinality as n (needed, needed_at)
      where not has_table_privilege(name, needed) group by name) missing
    group by rights`.execute(db)
  const { rows: sequences } = await sql<{ role: string; rights: string; tables: string }>`
    select current_user as role, 'usage' as rights, sequence as tables
    from pg_get_serial_sequence('debug_data', 'id') sequence where not has_sequence_privilege(sequence, 'usage, update')`.execute(
    db,
  )
  const missing = [...rows, ...sequences]
  if (missing.length === 0) return
  throw new Error(
    `the role ${missing[0]?.role} lacks rights: ${missing.map((one) => `${one.rights} on ${one.tables}`).join('; ')}`,
  )
}
