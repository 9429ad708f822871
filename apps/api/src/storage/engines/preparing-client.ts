import type { EventEmitter } from 'node:events'
import pg from 'pg'
import { allAtOnce, beginsTransaction, preparedName } from '../prepared-statements.ts'
import { BindMessages, type Parameter } from './bind-message.ts'
import { watchErrors } from './watch-errors.ts'

/** The part of the driver's connection that is used here; its own types lack it. */
interface Connection extends EventEmitter {
  parse(statement: { text: string; name: string }): void
  describe(portal: { type: 'P'; name: string }): void
  bind(portal: object): void
  execute(portal: object): void
  close(statement: { type: 'S'; name: string }): void
  sync(): void
  stream: { write(bytes: Buffer, done: () => void): void; cork(): void; uncork(): void }
}

type Statement = { sql: string; parameters: readonly Parameter[] }

/** Other members of the driver's client that are used here. */
interface Driver {
  readonly connection: Connection
  /** The parameters of the startup message. */
  getStartupConf(): Record<string, string>
}

interface PreparingClientConfig extends pg.ClientConfig {
  /** Settings of the session, sent with its start. */
  settings?: Record<string, string>
}

const { getStartupConf } = pg.Client.prototype as unknown as Driver

/**
 * A client that keeps marked statements prepared, pipelines the statements of one turn of the event loop, and
 * survives the loss of its connection.
 */
export class PreparingClient extends pg.Client {
  readonly #binds = new BindMessages()
  readonly #kept = new Set<string>()
  readonly #settings: Record<string, string>
  #isHolding = false
  #isSpent = false
  protected readonly keepsStatements: boolean = true

  constructor(config?: PreparingClientConfig) {
    // the pool has a timeout of its own; a thread of this process needs none, however slow it starts
    super({ ...config, connectionTimeoutMillis: 0, pipeline: true } as pg.ClientConfig)
    // the pool listens only to idle clients: without this listener the loss of the server within a transaction would
    // end this process. The next statement fails
    this.on('error', () => {})
    this.#settings = config?.settings ?? {}
    watchErrors(this.#driver.connection, () => {
      this.#isSpent = true
    })
  }

  /** True if the connection cannot be used for another transaction. */
  get isSpent(): boolean {
    return this.#isSpent
  }

  get #driver(): Driver {
    return this as unknown as Driver
  }

  /** Called by the driver. */
  getStartupConf(): Record<string, string> {
    return { ...getStartupConf.call(this.#driver), ...this.#settings }
  }

  // biome-ignore lint/suspicious/noExplicitAny: pg overloads it six ways; Kysely uses one of them
  override query(text: any, ...rest: any[]): any {
    this.#hold()
    if (text === allAtOnce) return this.#runAtOnce(rest[0])
    if (typeof text !== 'string' || preparedName(text) === undefined) return super.query(text, ...(rest as []))
    return this.#run([{ sql: text, parameters: rest[0] }]).then((results) => results.at(-1))
  }

  async #runAtOnce(statements: Statement[]): Promise<{ command: string; rows: unknown[][] }> {
    const results = await this.#run(statements)
    return { command: '', rows: results.map(({ rows }) => rows) }
  }

  #run(statements: Statement[]): Promise<pg.QueryResult[]> {
    return new Promise((resolve, reject) => {
      super.query(
        new PreparedQuery(statements, this.keepsStatements ? this.#kept : undefined, this.#binds, (error, result) =>
          error ? reject(error) : resolve([result].flat()),
        ),
      )
    })
  }

  /** Statements from now to the end of this turn go out by one system call. */
  #hold(): void {
    if (this.#isHolding) return
    this.#isHolding = true
    const { stream } = this.#driver.connection
    stream.cork()
    process.nextTick(() => {
      this.#isHolding = false
      stream.uncork()
    })
  }
}

/** A client for poolers, which may use another connection of the server for each transaction, so that nothing can stay prepared. */
export class PooledClient extends PreparingClient {
  protected override readonly keepsStatements = false
}

/**
 * Sends the same messages as the driver's own query, with parameters written by `BindMessages`. Only the last of
 * several statements is followed by a sync: up to there they are one transaction (section 54.2.4 of PostgreSQL's
 * documentation, Pipelining), and the database writes its answer once.
 */
class PreparedQuery extends pg.Query {
  readonly #statements: readonly Statement[]
  readonly #kept: Set<string> | undefined
  readonly #binds: BindMessages

  /** @param kept names of the statements that this connection keeps; undefined if it keeps none */
  constructor(
    statements: readonly Statement[],
    kept: Set<string> | undefined,
    binds: BindMessages,
    done: (error: Error | undefined, result: pg.QueryResult | pg.QueryResult[]) => void,
  ) {
    super({ text: '' }, (error: Error | undefined, result: pg.QueryResult) => {
      if (!error) for (const { sql } of statements) kept?.add(nameOf(sql))
      done(error, result)
    })
    this.#statements = statements
    this.#kept = kept
    this.#binds = binds
  }

  /** True, since the driver sends unprepared statements without parameters. */
  requiresPreparation(): boolean {
    return true
  }

  /** Called by the driver when it is this query's turn; everything written in it is sent at once. */
  prepare(connection: Connection): void {
    for (const { sql, parameters } of this.#statements) {
      // without a sync: after an error the server skips all messages up to the next sync
      if (beginsTransaction(sql)) this.#write(connection, '', 'begin', [])
      this.#write(connection, this.#kept ? nameOf(sql) : '', sql, parameters)
    }
    connection.sync()
  }

  #write(connection: Connection, name: string, text: string, parameters: readonly Parameter[]): void {
    if (!this.#kept?.has(name)) {
      // it may exist already: sent earlier and not answered yet, or before a failed statement
      if (name !== '') connection.close({ type: 'S', name })
      connection.parse({ text, name })
    }
    const bind = this.#binds.write(name, parameters)
    connection.stream.write(bind, () => this.#binds.release(bind))
    connection.describe({ type: 'P', name: '' })
    connection.execute({})
  }
}

function nameOf(sql: string): string {
  return preparedName(sql) as string
}
