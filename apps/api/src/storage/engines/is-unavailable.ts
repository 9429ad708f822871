import pg from 'pg'

/** Classes of SQLSTATE: connection, resources, operator intervention, system error; and a standby that cannot write. */
const unavailableStates = /^(08|53|57|58|25006)/
const networkCodes = /^E(CONN|TIMEDOUT|PIPE|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)/
const driverMessages = /timeout|Connection terminated|not queryable|Cannot use a pool/i

/** Whether this error says that the database cannot be used now, rather than that it refused what it was asked. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return unavailableStates.test(error.code ?? '')
  if (error instanceof AggregateError) return error.errors.some(isUnavailable)
  if (!(error instanceof Error)) return false
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return networkCodes.test(code) || driverMessages.test(error.message)
}
