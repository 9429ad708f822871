import { PostgresAdapter, PostgresDialect } from 'kysely'

/** PgBouncer has no locks of a session; `migrate` takes one of its transaction instead. */
class ServerAdapter extends PostgresAdapter {
  override async acquireMigrationLock() {}
  override async releaseMigrationLock() {}
}

/** A PostgreSQL server, or a pooler before one. */
export class ServerDialect extends PostgresDialect {
  override createAdapter() {
    return new ServerAdapter()
  }
}
