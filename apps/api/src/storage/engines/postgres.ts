import type { Engine } from './engine.ts'
import { isUnavailable } from './is-unavailable.ts'
import { PooledClient, PreparingClient } from './preparing-client.ts'
import { ServerDialect } from './server-dialect.ts'
import { ServerPool, type ServerPoolConfig } from './server-pool.ts'
import { poolerSettings, sessionSettings } from './session-settings.ts'

/** For one that is free: all wait behind a migration of the next version, which holds the tables that it changes. */
const poolWaitMs = 5000
const statementTimeoutMs = 10_000
const pingTimeoutMs = 2000

/**
 * A PostgreSQL server. `onConnectionError` is told when an idle connection breaks. With `pgbouncer=true` in its address (the
 * convention of others) it may be reached through PgBouncer in transaction mode: nothing is kept on a connection, neither
 * prepared statements nor a time limit, so that limit is the role's to have.
 */
export function postgresEngine(connectionString: string, onConnectionError: (error: Error) => void): Engine {
  const isPooled = /[?&]pgbouncer=true\b/.test(connectionString)
  const pool = (config: Omit<ServerPoolConfig, 'connectionTimeoutMillis'>) => {
    const made = new ServerPool({
      Client: isPooled ? PooledClient : PreparingClient,
      connectionString,
      connectionTimeoutMillis: poolWaitMs,
      application_name: 'collector',
      keepAlive: true,
      ...config,
    })
    // without a listener a server that goes away would end this process
    made.on('error', onConnectionError)
    return made
  }
  // the client's own limit is the longer: it is for a server that answers nothing at all
  const main = pool({
    max: 10,
    settings: isPooled ? poolerSettings : { statement_timeout: String(statementTimeoutMs), ...sessionSettings },
    query_timeout: statementTimeoutMs + 2000,
  })
  // a role or a database may have a limit of time, which is not meant for work that nobody waits for
  const withoutLimit = isPooled ? poolerSettings : { statement_timeout: '0', ...sessionSettings }
  // rarely used: its place is soon free for others
  const unlimited = pool({ max: 1, settings: withoutLimit, yields: main, idleTimeoutMillis: 1000 })
  const ping = pool({ max: 1, settings: withoutLimit, yields: main, isImpatient: true, query_timeout: pingTimeoutMs })
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
      // what PgBouncer calls a process is none
      const isBusy = unlimited.totalCount > unlimited.idleCount && !isPooled
      if (isBusy) await main.query('select pg_cancel_backend($1)', [unlimitedPid])
    },
    isUnavailable,
    canComeBack: true,
    pipelines: !isPooled,
    release: async () => {},
  }
}
