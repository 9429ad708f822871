import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import { makePartitions } from '../partitions.ts'

/**
 * Facts are kept by the month, and who leads to them knows when they were received: they are looked for in one partition.
 * What is stored already stays where it is and becomes the partition of all time before. Nothing of it is copied, but its
 * primary key gets `received_at` and is made anew.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await lockTables(db)
  await partitionFacts(db)
  await makePartitions(db as Database)
  await sql`alter table page_views add column received_at timestamptz(3), add column previous_at timestamptz(3)`.execute(
    db,
  )
  await sql`alter table rollup_queue add column received_at timestamptz(3)`.execute(db)
  for (const table of ['page_views', 'rollup_queue']) {
    await sql`update ${sql.id(table)} t set received_at = f.received_at from facts f
      where f.page_view_id = t.page_view_id and f.debug_data_id = t.debug_data_id`.execute(db)
    // of what has no facts there is nothing to count
    await sql`delete from ${sql.id(table)} where received_at is null`.execute(db)
    await sql`alter table ${sql.id(table)} alter column received_at set not null`.execute(db)
  }
  await serveVersionBefore(db)
}

/**
 * In a rolling start the version before goes on storing, which does not say when what it writes of was received: it is told
 * by the raw row, or is now, since that is written afterwards. To be dropped by the version after this one.
 */
async function serveVersionBefore(db: Kysely<unknown>): Promise<void> {
  await sql`create function tell_received_at() returns trigger language plpgsql as ${sql.lit(`begin
    new.received_at := date_trunc('milliseconds', coalesce(
      (select timestamp at time zone 'UTC' from debug_data where id = new.debug_data_id), now()));
    if tg_op = 'UPDATE' then new.previous_at := old.received_at; end if;
    return new;
  end`)}`.execute(db)
  for (const table of ['page_views', 'rollup_queue']) {
    await sql`create trigger insert_of_version_before before insert on ${sql.id(table)} for each row
      when (new.received_at is null) execute function tell_received_at()`.execute(db)
  }
  await sql`create trigger update_of_version_before before update on page_views for each row
    when (new.debug_data_id <> old.debug_data_id and new.received_at = old.received_at
      and new.previous_at is not distinct from old.previous_at) execute function tell_received_at()`.execute(db)
}

/**
 * Of all that is changed, or of nothing: those who store and those who ask have taken some of these tables, in one order or
 * another, and would wait for the rest in a ring. Nor do others wait behind this one while it waits for a long question.
 */
async function lockTables(db: Kysely<unknown>): Promise<void> {
  await sql`do ${sql.lit(`begin
    loop
      begin
        set local lock_timeout = '200ms';
        lock table page_views, facts, rollup_queue in access exclusive mode;
        exit;
      exception when lock_not_available then
        perform pg_sleep(0.1);
      end;
    end loop;
    set local lock_timeout to default;
  end`)}`.execute(db)
}

async function partitionFacts(db: Kysely<unknown>): Promise<void> {
  const { rows: indexes } = await sql<{ name: string; definition: string; key: boolean }>`
    select c.relname as name, pg_get_indexdef(c.oid) as definition, i.indisprimary as key
    from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = 'facts'::regclass`.execute(db)
  const { rows: keyColumns } = await sql<{ name: string }>`select a.attname as name
    from pg_index i cross join unnest(i.indkey) with ordinality k (attnum, place)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    where i.indrelid = 'facts'::regclass and i.indisprimary order by k.place`.execute(db)

  await sql`alter table facts rename to facts_before`.execute(db)
  for (const { name } of indexes) {
    await sql`alter index ${sql.id(name)} rename to ${sql.id(`${name}_before`)}`.execute(db)
  }
  await sql`create table facts (like facts_before including defaults) partition by range (received_at)`.execute(db)
  for (const { definition, key } of indexes) if (!key) await sql.raw(definition).execute(db)
  const key = [...keyColumns.map(({ name }) => name), 'received_at'].map((name) => sql.id(name))
  await sql`alter table facts add primary key (${sql.join(key)})`.execute(db)

  const { rows } = await sql<{ until: Date }>`
    select date_trunc('month', date_trunc('month', greatest(max(received_at), now()), 'UTC') + interval '32 days', 'UTC')
      as until from facts_before having count(*) > 0`.execute(db)
  const until = rows[0]?.until.toISOString()
  if (until === undefined) {
    await sql`drop table facts_before`.execute(db)
    return
  }
  await sql`alter table facts_before drop constraint facts_pkey_before`.execute(db)
  await sql`alter table facts attach partition facts_before for values from (minvalue) to (${sql.lit(until)})`.execute(
    db,
  )
}
