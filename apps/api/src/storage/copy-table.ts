import { type RawBuilder, sql } from 'kysely'
import type { Database } from './database.ts'

/** A table of both databases. */
export interface CopiedTable {
  name: string
  /** Columns in the order of their names, so that both sides agree. */
  columns: string[]
  /** Columns of the primary key; empty means the copy cannot be resumed. */
  keyColumns: string[]
}

/** Rows of a table as one JSON array, and the key of the last of them, as JSON too. */
interface Page {
  rows: string
  count: number
  lastKey: string
}

const maxPageRows = 500
/** Rows that may have megabytes each are copied one by one. */
const largeRows = ['source_maps', 'bundle_chunks']
/** Maximum size of a page of rows as JSON; a page has at least one row. */
const maxPageBytes = 4_194_304

/** Lists all our tables but `shards`, which each database has its own of; debug_data first, since the others refer to it. */
export async function copiedTables(db: Database): Promise<CopiedTable[]> {
  const { rows } = await sql<CopiedTable>`select c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attname) as columns,
      array(select a.attname::text from pg_index i cross join unnest(i.indkey) with ordinality as k(attnum, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary and k.place <= i.indnkeyatts order by k.place) as key_columns
    from pg_class c
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = current_schema()::regnamespace
      and c.relname not like 'kysely%' and c.relname <> 'shards'
    order by c.relname <> 'debug_data', c.relname`.execute(db)
  return rows
}

/** @param after the last key of the previous page */
export async function readPage(db: Database, table: CopiedTable, after: string | undefined): Promise<Page | undefined> {
  const { rows } = await sql<Page>`with page as (
      select row_to_json(t)::text as row, row_number() over () as place,
        (select row_to_json(k)::text from (select ${names(table.keyColumns, 't')}) k) as key
      from (select * from ${sql.id(table.name)} where ${isAfter(table, after)}
        order by ${names(table.keyColumns)} limit ${pageRows(table)}) t),
    measured as (select row, key, place, sum(octet_length(row)) over (order by place) - octet_length(row) as before from page)
    select '[' || string_agg(row, ',' order by place) || ']' as rows, count(*)::int as count,
      (array_agg(key order by place desc))[1] as last_key
    from measured where before < ${maxPageBytes} having count(*) > 0`.execute(db)
  return rows[0]
}

/** Writes a page of rows; existing rows are overwritten, so that a page may be written twice. */
export async function writePage(db: Database, { name, columns, keyColumns }: CopiedTable, rows: string): Promise<void> {
  const others = columns.filter((column) => !keyColumns.includes(column))
  const changes = others.map((column) => sql`${sql.id(column)} = excluded.${sql.id(column)}`)
  await sql`insert into ${sql.id(name)} (${names(columns)})
    select ${names(columns)} from json_populate_recordset(null::${sql.id(name)}, ${rows}::text::json)
    on conflict (${names(keyColumns)}) do ${changes.length > 0 ? sql`update set ${sql.join(changes)}` : sql`nothing`}`.execute(
    db,
  )
}

/** The number of rows of a table, and the sum of their checksums, which does not depend on their order. */
export interface TableSum {
  count: number
  checksum: bigint
}

/** Adds up a table page by page; each statement is short. */
export async function sumTable(db: Database, table: CopiedTable): Promise<TableSum> {
  const total: TableSum = { count: 0, checksum: 0n }
  let after: string | undefined
  do {
    const page = await db.transaction().execute((trx) => sumPage(trx, table, after))
    total.count += page?.count ?? 0
    total.checksum += BigInt(page?.checksum ?? 0)
    after = page?.lastKey
  } while (after !== undefined)
  return total
}

async function sumPage(trx: Database, table: CopiedTable, after: string | undefined) {
  // times and numbers are compared as text
  await sql`set local time zone 'UTC'`.execute(trx)
  const { rows } = await sql<{ count: number; checksum: string; lastKey: string }>`with page as (
      select ('x' || left(md5(json_build_array(${names(table.columns, 't')})::text), 15))::bit(60)::bigint as checksum,
        row_number() over () as place,
        (select row_to_json(k)::text from (select ${names(table.keyColumns, 't')}) k) as key
      from (select * from ${sql.id(table.name)} where ${isAfter(table, after)}
        order by ${names(table.keyColumns)} limit ${pageRows(table)}) t)
    select count(*)::int as count, sum(checksum)::text as checksum, (array_agg(key order by place desc))[1] as last_key
    from page having count(*) > 0`.execute(trx)
  return rows[0]
}

function isAfter({ name, keyColumns }: CopiedTable, after: string | undefined): RawBuilder<boolean> {
  if (after === undefined) return sql<boolean>`true`
  return sql<boolean>`(${names(keyColumns)}) > (select ${names(keyColumns, 'k')}
    from json_populate_record(null::${sql.id(name)}, ${after}::text::json) k)`
}

function pageRows({ name }: CopiedTable): number {
  return largeRows.includes(name) ? 1 : maxPageRows
}

function names(columns: string[], of?: string): RawBuilder<unknown> {
  return sql.join(columns.map((column) => (of === undefined ? sql.id(column) : sql.id(of, column))))
}

export async function countTable(db: Database, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.id(table)}`.execute(db)
  return rows[0]?.n ?? 0
}
