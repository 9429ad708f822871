import pg from 'pg'
import { preparedName } from '../prepared-statements.ts'
import { BindMessage, type Parameter } from './bind-message.ts'

/** What of the driver's connection is used here; its types do not tell. */
interface Connection {
  parse(statement: { text: string; name: string }): void
  describe(portal: { type: 'P'; name: string }): void
  execute(portal: object): void
  sync(): void
  stream: { write(bytes: Buffer): void }
  submittedNamedStatements: Record<string, string>
  parsedStatements: Record<string, string>
}

/** A client that keeps the statements marked for it prepared, and survives the loss of its connection. */
export class PreparingClient extends pg.Client {
  readonly #bind = new BindMessage()
  protected readonly keepsStatements: boolean = true

  constructor(config?: string | pg.ClientConfig) {
    super(config)
    // the pool listens only to idle ones: without this a server that goes away between two statements of a transaction
    // would end this process. The next statement tells whoever is in it
    this.on('error', () => {})
  }

  // biome-ignore lint/suspicious/noExplicitAny: pg overloads it six ways; Kysely uses one of them
  override query(text: any, ...rest: any[]): any {
    const name = typeof text === 'string' ? preparedName(text) : undefined
    if (name === undefined) return super.query(text, ...(rest as []))
    return new Promise((resolve, reject) => {
      super.query(
        new PreparedQuery(this.keepsStatements ? name : '', text, rest[0], this.#bind, (error, result) =>
          error ? reject(error) : resolve(result),
        ),
      )
    })
  }
}

/** For a pooler that gives each transaction another connection of the server: a statement kept on one is not on the next. */
export class PooledClient extends PreparingClient {
  protected override readonly keepsStatements = false
}

/** Sends what the driver's own query would, its parameters by way of a `BindMessage`. */
class PreparedQuery extends pg.Query {
  readonly #statement: { text: string; name: string }
  readonly #parameters: readonly Parameter[]
  readonly #bind: BindMessage

  constructor(
    name: string,
    text: string,
    parameters: readonly Parameter[],
    bind: BindMessage,
    done: (error: Error | undefined, result: unknown) => void,
  ) {
    super({ name, text }, done)
    this.#statement = { name, text }
    this.#parameters = parameters
    this.#bind = bind
  }

  /** Also without a name, where the driver would send a text without its parameters. */
  requiresPreparation(): boolean {
    return true
  }

  /** Called by the driver when it is this query's turn, everything written in it going out at once. */
  prepare(connection: Connection): void {
    const { name, text } = this.#statement
    const isKept = name in connection.parsedStatements || name in connection.submittedNamedStatements
    if (name === '' || !isKept) connection.parse({ text, name })
    if (name !== '') connection.submittedNamedStatements[name] = text
    connection.stream.write(this.#bind.write(name, this.#parameters))
    connection.describe({ type: 'P', name: '' })
    connection.execute({})
    connection.sync()
  }
}
