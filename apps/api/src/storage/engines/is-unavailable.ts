import pg from 'pg'

/**
 * SQLSTATEs of problems that an operator or time can fix: connection, authorization, resources, operator intervention and system error as
 * classes; a missing database, missing tables or rights, and a read-only server.
 */
const unavailableStates = /^(08|28|53|57|58|3D000|42P01|42501|25006)/
const networkCodes = /^E(CONN|TIMEDOUT|PIPE|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)/
/** Error codes of Node and OpenSSL about certificates, for example an expired one. */
const certificateCodes = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/
const driverMessages = /timeout|Connection terminated|not queryable|Cannot use a pool|SSL conn/i

/** Returns whether the error means that the database cannot be used now, rather than that it rejected the statement. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return unavailableStates.test(error.code ?? '')
  if (error instanceof AggregateError) return error.errors.some(isUnavailable)
  if (!(error instanceof Error)) return false
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return networkCodes.test(code) || certificateCodes.test(code) || driverMessages.test(error.message)
}
