import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { isRefusedConnection } from './is-refused-connection.ts'
import type { PreparingClient } from './preparing-client.ts'

const retryMs = 100
/** Time in ms after which the pool tries more connections again. */
const fewerForMs = 60_000
/** Maximum age of a connection, even a busy one: the address may lead to a new server, and queries must not stay on a replaced replica. */
const maxLifetimeSeconds = 300

export interface ServerPoolConfig extends pg.PoolConfig {
  max: number
  /** Time in ms to wait for a free client, or for a new one to connect. */
  connectionTimeoutMillis: number
  /** Settings of the session, sent with the start of every connection. */
  settings: Record<string, string>
  /** The pool that gives up a connection if the server refuses one to this pool; by default this one. */
  yields?: ServerPool
  /** True to fail at once if the server refuses a connection. */
  isImpatient?: boolean
}

/**
 * A pool of connections to a server. A broken connection is closed when it is returned. If the server refuses another
 * connection, the caller waits for an open one, and one is closed for the other pools of this process.
 */
export class ServerPool extends pg.Pool {
  readonly #config: ServerPoolConfig

  constructor(config: ServerPoolConfig) {
    super({ ...config, maxLifetimeSeconds })
    this.#config = config
    this.on('release', (_error, client) => {
      // the pool removes a client that ends
      if ((client as unknown as PreparingClient).isSpent || this.totalCount > this.options.max) client.end()
    })
  }

  // biome-ignore lint/suspicious/noExplicitAny: pg overloads it; Kysely uses the one without a callback
  override connect(callback?: any): any {
    return callback ? super.connect(callback) : this.#connect(performance.now() + this.#config.connectionTimeoutMillis)
  }

  async #connect(until: number): Promise<pg.PoolClient> {
    try {
      return await super.connect()
    } catch (error) {
      if (!isRefusedConnection(error)) throw error
      const { yields = this, isImpatient = false } = this.#config
      yields.#haveFewer()
      if (isImpatient || performance.now() > until) throw error
      if (this.totalCount === 0) await sleep(retryMs)
      return this.#connect(until)
    }
  }

  #haveFewer(): void {
    const { max } = this.options
    if (max === this.#config.max) {
      setTimeout(() => {
        this.options.max = this.#config.max
      }, fewerForMs).unref()
    }
    this.options.max = Math.max(1, Math.min(max, this.totalCount - 1))
  }
}
