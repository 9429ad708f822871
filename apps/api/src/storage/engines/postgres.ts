import type { Engine } from './engine.ts'
import { isUnavailable } from './is-unavailable.ts'
import { PooledClient, PreparingClient } from './preparing-client.ts'
import { ServerDialect } from './server-dialect.ts'
import { ServerPool, type ServerPoolConfig } from './server-pool.ts'
import { poolerSettings, sessionSettings } from './session-settings.ts'

/**
 * Time in ms to wait for a free connection: a migration of the next version locks the tables that it changes. A busy server may
 * also need seconds to open another.
 */
const poolWaitMs = 5000
const statementTimeoutMs = 10_000
const pingTimeoutMs = 2000
/** Time in ms to wait for the connection of the ping: as long as the health check waits. */
const pingWaitMs = 1500

/**
 * Connects to a PostgreSQL server. `onConnectionError` is called when an idle connection breaks. With
 * `pgbouncer=true` in the address, a common convention, it works through PgBouncer in transaction mode: connections
 * keep neither prepared statements nor timeouts, so the role needs a timeout of its own.
 */
export function postgresEngine(connectionString: string, onConnectionError: (error: Error) => void): Engine {
  const isPooled = /[?&]pgbouncer=true\b/.test(connectionString)
  const pool = (config: Partial<ServerPoolConfig> & Pick<ServerPoolConfig, 'max' | 'settings'>) => {
    const made = new ServerPool({
      Client: isPooled ? PooledClient : PreparingClient,
      connectionString,
      connectionTimeoutMillis: poolWaitMs,
      application_name: 'collector',
      keepAlive: true,
      ...config,
    })
    // without a listener the loss of the server would end this process
    made.on('error', onConnectionError)
    return made
  }
  // the client's timeout is longer, for a server that does not answer at all
  const main = pool({
    max: 10,
    settings: isPooled ? poolerSettings : { statement_timeout: String(statementTimeoutMs), ...sessionSettings },
    query_timeout: statementTimeoutMs + 2000,
  })
  // a timeout of the role or database is not meant for background work
  const withoutLimit = isPooled ? poolerSettings : { statement_timeout: '0', ...sessionSettings }
  // rarely used, so it soon frees its connection
  const unlimited = pool({ max: 1, settings: withoutLimit, yields: main, idleTimeoutMillis: 1000 })
  const ping = pool({
    max: 1,
    settings: withoutLimit,
    yields: main,
    isImpatient: true,
    connectionTimeoutMillis: pingWaitMs,
    query_timeout: pingTimeoutMs,
  })
  let unlimitedPid: number | undefined
  unlimited.on('connect', (client) => {
    unlimitedPid = (client as unknown as { processID: number | undefined }).processID
  })
  return {
    dialect: new ServerDialect({ pool: main }),
    pingDialect: new ServerDialect({ pool: ping }),
    connections: () => ({ open: main.totalCount, idle: main.idleCount, waiting: main.waitingCount }),
    unlimitedDialect: new ServerDialect({ pool: unlimited }),
    cancelUnlimited: async () => {
      // PgBouncer's process ids are not real ones
      const isBusy = unlimited.totalCount > unlimited.idleCount && !isPooled
      if (isBusy) await main.query('select pg_cancel_backend($1)', [unlimitedPid])
    },
    isUnavailable,
    canComeBack: true,
    pipelines: !isPooled,
    release: async () => {},
  }
}
