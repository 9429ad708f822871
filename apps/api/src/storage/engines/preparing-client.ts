import pg from 'pg'
import { beginsTransaction, preparedName } from '../prepared-statements.ts'
import { BindMessages, type Parameter } from './bind-message.ts'

/** What of the driver's connection is used here; its types do not tell. */
interface Connection {
  parse(statement: { text: string; name: string }): void
  describe(portal: { type: 'P'; name: string }): void
  bind(portal: object): void
  execute(portal: object): void
  close(statement: { type: 'S'; name: string }): void
  sync(): void
  stream: { write(bytes: Buffer, done: () => void): void; cork(): void; uncork(): void }
  submittedNamedStatements: Record<string, string>
  parsedStatements: Record<string, string>
}

const connectTimeoutMs = 1500

/**
 * A client that keeps the statements marked for it prepared, sends those that are asked of it in one turn at once, each
 * without waiting for the one before, and survives the loss of its connection.
 */
export class PreparingClient extends pg.Client {
  readonly #binds = new BindMessages()
  #isHolding = false
  protected readonly keepsStatements: boolean = true

  constructor(config?: pg.ClientConfig) {
    // the pool hands its own on, which is how long one may wait for a client that is free
    super({ ...config, connectionTimeoutMillis: connectTimeoutMs, pipeline: true } as pg.ClientConfig)
    // the pool listens only to idle ones: without this a server that goes away between two statements of a transaction
    // would end this process. The next statement tells whoever is in it
    this.on('error', () => {})
  }

  // biome-ignore lint/suspicious/noExplicitAny: pg overloads it six ways; Kysely uses one of them
  override query(text: any, ...rest: any[]): any {
    this.#hold()
    const name = typeof text === 'string' ? preparedName(text) : undefined
    if (name === undefined) return super.query(text, ...(rest as []))
    return new Promise((resolve, reject) => {
      super.query(
        new PreparedQuery(this.keepsStatements ? name : '', text, rest[0], this.#binds, (error, result) =>
          error ? reject(error) : resolve(Array.isArray(result) ? result.at(-1) : result),
        ),
      )
    })
  }

  /** What is asked from now to the end of this turn goes out by one call of the operating system. */
  #hold(): void {
    if (this.#isHolding) return
    this.#isHolding = true
    const { stream } = (this as unknown as { connection: Connection }).connection
    stream.cork()
    process.nextTick(() => {
      this.#isHolding = false
      stream.uncork()
    })
  }
}

/** For a pooler that gives each transaction another connection of the server: a statement kept on one is not on the next. */
export class PooledClient extends PreparingClient {
  protected override readonly keepsStatements = false
}

/** Sends what the driver's own query would, its parameters by way of `BindMessages`. */
class PreparedQuery extends pg.Query {
  readonly #statement: { text: string; name: string }
  readonly #parameters: readonly Parameter[]
  readonly #binds: BindMessages

  constructor(
    name: string,
    text: string,
    parameters: readonly Parameter[],
    binds: BindMessages,
    done: (error: Error | undefined, result: unknown) => void,
  ) {
    super({ name, text }, done)
    this.#statement = { name, text }
    this.#parameters = parameters
    this.#binds = binds
  }

  /** Also without a name, where the driver would send a text without its parameters. */
  requiresPreparation(): boolean {
    return true
  }

  /** Called by the driver when it is this query's turn, everything written in it going out at once. */
  prepare(connection: Connection): void {
    const { name, text } = this.#statement
    const begins = beginsTransaction(text)
    // with no sync after it: what fails skips everything up to the next one
    if (begins) {
      connection.parse({ text: 'begin', name: '' })
      connection.bind({})
      connection.execute({})
    }
    const isKept = name in connection.parsedStatements || name in connection.submittedNamedStatements
    if (name === '') {
      connection.parse({ text, name })
    } else if (!isKept) {
      // of two that are parsed at once the driver does not know which one failed
      if (begins) connection.close({ type: 'S', name })
      connection.parse({ text, name })
      connection.submittedNamedStatements[name] = text
    }
    const bind = this.#binds.write(name, this.#parameters)
    connection.stream.write(bind, () => this.#binds.release(bind))
    connection.describe({ type: 'P', name: '' })
    connection.execute({})
    connection.sync()
  }

  handleError(error: Error, connection: Connection): void {
    if (beginsTransaction(this.#statement.text)) delete connection.parsedStatements[this.#statement.name]
    // @ts-expect-error the driver's types do not tell
    super.handleError(error, connection)
  }
}
