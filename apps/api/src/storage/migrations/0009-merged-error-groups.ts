import { type Kysely, sql } from 'kysely'

/** Error groups that are the same, once their frames are mapped or by decision, are shown as one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table error_groups
    add column merged_into text collate "C",
    add column mapped_key text collate "C",
    add column awaited_maps text[],
    add column examined_at timestamptz(3),
    add column is_placed_by_hand boolean not null default false`.execute(db)
  // most groups are neither merged nor mapped
  await sql`create index error_groups_merged_into on error_groups (merged_into) where merged_into is not null`.execute(
    db,
  )
  await sql`create index error_groups_mapped_key on error_groups (mapped_key) where mapped_key is not null`.execute(db)
  await sql`create index error_groups_unexamined on error_groups (group_key) where examined_at is null`.execute(db)
}
