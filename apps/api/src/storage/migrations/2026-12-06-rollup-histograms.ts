import { type Kysely, sql } from 'kysely'

const metrics = ['lcp', 'inp', 'cls', 'fcp', 'ttfb']
const rowsPerPage = 500

/**
 * A histogram is a column of bytes (`Histogram` says which) instead of two arrays: a third of the room, and many times as
 * fast to read. The table is made anew beside the old one, which is read from until it is dropped. A process of the version
 * before goes on storing, and what it stores stays queued for the rollups; questions it cannot answer any more.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // who keeps the rollups waits
  await sql`select pg_advisory_xact_lock(7203114)`.execute(db)
  await sql`create table rollups_of_bytes (
    bucket_start timestamptz(0) not null,
    page_views bigint not null,
    page_views_with_errors bigint not null,
    errors bigint not null,
    lcp bigint not null,
    inp bigint not null,
    cls bigint not null,
    fcp bigint not null,
    ttfb bigint not null,
    level text collate "C" not null,
    dimension text collate "C" not null,
    value text collate "C" not null,
    dimension2 text collate "C" not null,
    value2 text collate "C" not null,
    lcp_histogram bytea not null,
    inp_histogram bytea not null,
    cls_histogram bytea not null,
    fcp_histogram bytea not null,
    ttfb_histogram bytea not null
  )`.execute(db)
  await copyRows(db)
  await sql`drop table rollups`.execute(db)
  await sql`alter table rollups_of_bytes rename to rollups`.execute(db)
  await sql`alter table rollups add primary key (level, dimension, dimension2, value, bucket_start, value2)`.execute(db)
  await sql`create index rollups_second on rollups (level, dimension, dimension2, value2, bucket_start, value)
    where dimension2 <> ''`.execute(db)
  await sql`create index rollups_values on rollups (level, dimension, bucket_start, value)
    where dimension2 = ''`.execute(db)
  await sql`create statistics rollups_kinds (mcv) on level, dimension, dimension2 from rollups`.execute(db)
  await sql`analyze rollups`.execute(db)
}

async function copyRows(db: Kysely<unknown>): Promise<void> {
  await sql`declare old_rollups no scroll cursor for select row_to_json(r)::text as row from rollups r`.execute(db)
  while (true) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(rowsPerPage)} from old_rollups`.execute(db)
    if (rows.length === 0) break
    const converted = rows.map(({ row }) => withBytes(JSON.parse(row)))
    await sql`insert into rollups_of_bytes
      select * from json_populate_recordset(null::rollups_of_bytes, ${JSON.stringify(converted)}::text::json)`.execute(
      db,
    )
  }
  await sql`close old_rollups`.execute(db)
}

function withBytes(row: Record<string, unknown>): Record<string, unknown> {
  const histograms = metrics.map((name) => {
    const [buckets, counts] = [row[`${name}_buckets`] as number[], row[`${name}_counts`] as number[]]
    return [`${name}_histogram`, `\\x${bytesOf(buckets, counts).toString('hex')}`]
  })
  return { ...row, ...Object.fromEntries(histograms) }
}

function bytesOf(buckets: number[], counts: number[]): Buffer {
  const entries = buckets
    .map((bucket, place) => ({ bucket: Math.max(bucket, -500), count: counts[place] as number }))
    .toSorted((a, b) => a.bucket - b.bucket)
  return Buffer.from(
    entries.flatMap(({ bucket, count }, place) => [
      ...varint(bucket - (entries[place - 1]?.bucket ?? -500)),
      ...varint(count > 0 ? count * 2 : -count * 2 - 1),
    ]),
  )
}

function varint(number: number): number[] {
  return number > 127 ? [(number % 128) + 128, ...varint(Math.floor(number / 128))] : [number]
}
