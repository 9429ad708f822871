import { type Kysely, sql } from 'kysely'

/** Creates the table of the tokens that machines send. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table access_tokens (
    id uuid primary key,
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3),
    last_used_at timestamptz(3),
    name text not null,
    scopes text[] not null,
    token_hash text collate "C" not null unique
  )`.execute(db)
}
