import { type Kysely, sql } from 'kysely'
import { addDimension } from './add-dimension.ts'

/**
 * Page views are filtered by and grouped by release and environment, and filtered by user and tags. A group of errors can be
 * resolved in a release.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addDimension(db, 'release')
  await addDimension(db, 'environment')
  for (const table of ['facts', 'page_view_samples']) {
    await sql`alter table ${sql.id(table)} add column user_id text collate "C", add column tags text`.execute(db)
  }
  // most rows have no value of it
  await sql`create index facts_user_id on facts (user_id, received_at) where user_id is not null`.execute(db)
  await sql`create table releases (
    first_seen timestamptz(3) not null,
    release text collate "C" not null,
    environment text collate "C" not null,
    primary key (release, environment)
  )`.execute(db)
  await sql`create table deploys (
    deployed_at timestamptz(3) not null,
    release text collate "C" not null,
    environment text collate "C" not null,
    url text,
    primary key (release, environment)
  )`.execute(db)
  await sql`create table error_group_releases (
    first_seen timestamptz(3) not null,
    group_key text collate "C" not null,
    release text collate "C" not null,
    environment text collate "C" not null,
    primary key (group_key, release, environment)
  )`.execute(db)
  await sql`create index error_group_releases_release on error_group_releases (release, environment)`.execute(db)
  await sql`alter table error_groups add column resolved_in text collate "C"`.execute(db)
}
