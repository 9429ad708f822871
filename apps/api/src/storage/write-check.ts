import { sql } from 'kysely'
import { checkRights } from './check-database.ts'
import type { Database } from './database.ts'
import { findMissingNodes } from './missing-nodes.ts'
import { readSetting } from './queries/settings.ts'
import { shardsSetting } from './write/shards.ts'

/** An error of this code makes the engine close its connection: the next one leads to where the address leads by then. */
const askReadOnly = sql`do $$ begin
  if pg_is_in_recovery() then
    raise read_only_sql_transaction using message = 'the server is a standby, which cannot be written to';
  elsif current_setting('transaction_read_only')::boolean then
    raise read_only_sql_transaction using message = 'the database is read-only (default_transaction_read_only)';
  end if;
end $$`

/** Takes the room of a full batch, 2 MB, and gives it back: the table is gone with the inner block. */
const takeRoom = sql`do $$ begin
  create unlogged table collector_room as select repeat(md5(n::text), 60) from generate_series(1, 1100) n;
  raise sqlstate 'CR000';
exception
  when sqlstate 'CR000' then null;
  -- who may not create tables can store all the same
  when insufficient_privilege then null;
end $$`

/** Reads every node of a cluster that holds raw text. */
const askEveryNode = sql`select count(*) from debug_data where id < 0`

/**
 * Whether the database can be written to. Asking costs no write as long as storing works; after a failure it is tried until it
 * works again, whether or not anything comes to be stored.
 */
export class WriteCheck {
  #failure: Error | undefined

  /** @param error why storing did not work, for the database's sake; absent: it worked */
  note(error?: Error): void {
    this.#failure = error
  }

  /** @throws when the database or a node of it does not answer, is read-only, or storing failed and would fail now */
  async run(db: Database): Promise<void> {
    await askReadOnly.execute(db)
    // elsewhere it would only wait for whoever locks the table
    if ((await readSetting(db, shardsSetting)) !== undefined) {
      await askEveryNode.execute(db).catch(async (error) => {
        throw (await findMissingNodes(db).catch(() => undefined)) ?? error
      })
    }
    const failure = this.#failure
    if (failure === undefined) return
    await checkRights(db)
    await takeRoom.execute(db)
    // unless storing failed anew meanwhile
    if (this.#failure === failure) this.#failure = undefined
  }
}
