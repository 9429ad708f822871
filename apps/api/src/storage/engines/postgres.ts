import { PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Engine } from './engine.ts'
import { isUnavailable } from './is-unavailable.ts'
import { PreparingClient } from './preparing-client.ts'

const connectTimeoutMs = 1500
const statementTimeoutMs = 10_000

/** A PostgreSQL server. `onConnectionError` is told when an idle connection breaks. */
export function postgresEngine(connectionString: string, onConnectionError: (error: Error) => void): Engine {
  const pool = (limits: pg.PoolConfig) => {
    const made = new pg.Pool({
      Client: PreparingClient,
      connectionString,
      connectionTimeoutMillis: connectTimeoutMs,
      application_name: 'collector',
      keepAlive: true,
      ...limits,
    })
    // without a listener a server that goes away would end this process
    made.on('error', onConnectionError)
    return made
  }
  // the client's own limit is the longer: it is for a server that answers nothing at all
  const main = pool({ max: 10, statement_timeout: statementTimeoutMs, query_timeout: statementTimeoutMs + 2000 })
  return {
    dialect: new PostgresDialect({ pool: main }),
    connections: () => ({ open: main.totalCount, idle: main.idleCount, waiting: main.waitingCount }),
    connectWithoutLimits: () => new PostgresDialect({ pool: pool({ max: 1 }) }),
    isUnavailable,
    canComeBack: true,
    release: async () => {},
  }
}
