import { type Kysely, sql } from 'kysely'

/** Page views know what each of their scripts cost. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table scripts (
    script_hash bigint not null,
    month timestamptz(0) not null,
    shard smallint not null default 0,
    host text collate "C",
    path text collate "C",
    primary key (script_hash, month, shard)
  )`.execute(db)
  for (const table of ['facts', 'page_view_samples']) {
    await sql`alter table ${sql.id(table)} add column scripts bytea`.execute(db)
    // hashes do not shrink, and trying takes time
    await sql`alter table ${sql.id(table)} alter column scripts set storage external`.execute(db)
  }
}
