import { PostgresDialect } from 'kysely'
import pg from 'pg'
import { preparedName } from '../prepared-statements.ts'
import type { Engine } from './engine.ts'

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
  return {
    dialect: new PostgresDialect({
      // the client's own limit is the longer: it is for a server that answers nothing at all
      pool: pool({ max: 10, statement_timeout: statementTimeoutMs, query_timeout: statementTimeoutMs + 2000 }),
    }),
    connectWithoutLimits: () => new PostgresDialect({ pool: pool({ max: 1 }) }),
    isUnavailable,
    canComeBack: true,
    release: async () => {},
  }
}

/** Keeps the statements that are marked for it prepared on each connection. */
class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg overloads it six ways; Kysely uses one of them
  override query(text: any, ...rest: any[]): any {
    const name = typeof text === 'string' ? preparedName(text) : undefined
    if (name === undefined) return super.query(text, ...(rest as []))
    const [values] = rest
    return super.query({ name, text, values })
  }
}

/** Classes of SQLSTATE: connection, resources, operator intervention, system error; and a standby that cannot write. */
const unavailableStates = /^(08|53|57|58|25006)/
const networkCodes = /^E(CONN|TIMEDOUT|PIPE|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)/
const driverMessages = /timeout|Connection terminated|not queryable|Cannot use a pool/i

function isUnavailable(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return unavailableStates.test(error.code ?? '')
  if (error instanceof AggregateError) return error.errors.some(isUnavailable)
  if (!(error instanceof Error)) return false
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return networkCodes.test(code) || driverMessages.test(error.message)
}
