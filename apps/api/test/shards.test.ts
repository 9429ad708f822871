import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { shardedTables } from '../src/storage/tables/sharded-tables.ts'
import { engines } from './support/databases.ts'

/** Tables whose rows do not become more with each page view, or by one for each value that people give. */
const smallTables = [
  ...['access_tokens', 'alert_channels', 'alert_deliveries', 'alert_events', 'alert_rules', 'bundle_chunks', 'deploys'],
  ...[
    'error_group_releases',
    'error_groups',
    'mapped_scripts',
    'refusal_counts',
    'releases',
    'settings',
    'source_maps',
  ],
]
/** They get the column when they are distributed. */
const keysWithout = ['debug_data_pkey', 'submissions_pkey']

describe.each(engines)('on $name', (engine) => {
  test('every table that grows has its shard, also in its unique keys', async () => {
    const { storage } = await engine.open()
    const { rows } = await sql<{ name: string; hasShard: boolean; keysWithout: string[] }>`select c.relname as name,
        exists (select from pg_attribute where attrelid = c.oid and attname = 'shard' and attnotnull) as has_shard,
        array(select i.indexrelid::regclass::text from pg_index i where i.indrelid = c.oid and i.indisunique
          and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'shard'
            and a.attnum = any(i.indkey))) as keys_without
      from pg_class c where c.relkind in ('r', 'p') and not c.relispartition
        and c.relnamespace = current_schema()::regnamespace and c.relname not like 'kysely%'`.execute(storage.db)
    const sharded = rows.filter(({ hasShard }) => hasShard)
    expect(sharded.map(({ name }) => name).toSorted()).toEqual(shardedTables.toSorted())
    expect(rows.flatMap(({ name, hasShard }) => (hasShard ? [] : name)).toSorted()).toEqual(smallTables.toSorted())
    expect(sharded.flatMap((table) => table.keysWithout).toSorted()).toEqual(keysWithout)
    await storage.close()
  })
})
