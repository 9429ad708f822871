import { PostgresAdapter, PostgresDialect, type PostgresDialectConfig } from 'kysely'

/** A lock of a session cannot be had through PgBouncer; `migrate` takes one of its transaction instead. */
export class ServerAdapter extends PostgresAdapter {
  /** True if a connection takes the next transaction before it has answered the previous one. */
  readonly takesSeveral: boolean

  constructor(takesSeveral: boolean) {
    super()
    this.takesSeveral = takesSeveral
  }

  override async acquireMigrationLock() {}
  override async releaseMigrationLock() {}
}

/** A PostgreSQL server, or a pooler before one. */
export class ServerDialect extends PostgresDialect {
  readonly #isPooled: boolean

  constructor({ isPooled, ...config }: PostgresDialectConfig & { isPooled: boolean }) {
    super(config)
    this.#isPooled = isPooled
  }

  override createAdapter() {
    return new ServerAdapter(!this.#isPooled)
  }
}
