import { PostgresAdapter, PostgresDialect } from 'kysely'

/** A lock of a session cannot be had through PgBouncer; `migrate` takes one of its transaction instead. */
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
