import { PostgresAdapter, PostgresDialect } from 'kysely'

/** Turns the session lock off, which PgBouncer cannot keep; `migrate` takes a transaction lock instead. */
class ServerAdapter extends PostgresAdapter {
  override async acquireMigrationLock() {}
  override async releaseMigrationLock() {}
}

/** Dialect of a PostgreSQL server, or a pooler before one. */
export class ServerDialect extends PostgresDialect {
  override createAdapter() {
    return new ServerAdapter()
  }
}
