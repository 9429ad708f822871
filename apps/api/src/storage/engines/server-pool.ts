import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { isRefusedConnection } from './is-refused-connection.ts'
import type { PreparingClient } from './preparing-client.ts'

const retryMs = 100
/** Afterwards it is tried again whether the server has more room. */
const fewerForMs = 60_000
/** However busy: what an address leads to changes, and questions would go on being asked of a replica that was replaced. */
const maxLifetimeSeconds = 300

export interface ServerPoolConfig extends pg.PoolConfig {
  max: number
  /** How long one may wait for a client that is free. */
  connectionTimeoutMillis: number
  /** Sent with the start of every connection. */
  settings: Record<string, string>
  /** Has fewer connections when the server refuses one to this pool; absent: this one. */
  yields?: ServerPool
  /** Fails at once where the server refuses a connection. */
  isImpatient?: boolean
}

/**
 * Connections to a server. One that is of no use any more is closed when it is given back. Where the server has no room for
 * another one, whoever asked waits for one of those that are open, and one is closed for the other pools of this process.
 */
export class ServerPool extends pg.Pool {
  readonly #config: ServerPoolConfig

  constructor(config: ServerPoolConfig) {
    super({ ...config, maxLifetimeSeconds })
    this.#config = config
    this.on('release', (_error, client) => {
      // the pool forgets a client that ends
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
