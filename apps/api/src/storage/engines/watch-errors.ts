import type { EventEmitter } from 'node:events'

interface ServerError extends Error {
  code?: string
}

const afterFailure = '25P02'
/**
 * SQLSTATEs that the next transaction on the same connection would get too: the server became read-only, as after a
 * failover (25006), or shuts down (57P0x); prepared statements are gone (26000), or do not match the tables any more
 * (0A000).
 */
const lastingStates = /^(25006|57P0.|26000|0A000)$/

/**
 * Listens to the errors of a connection before the driver does. A statement that PostgreSQL refuses because an earlier one of
 * its transaction failed (`current transaction is aborted`) gets that earlier error, which says the reason.
 *
 * @param onLasting called when the connection cannot be used again
 */
export function watchErrors(connection: EventEmitter, onLasting: () => void): void {
  let first: ServerError | undefined
  connection.on('errorMessage', (error: ServerError) => {
    first ??= error
    // neither of them is enumerable
    if (error.code === afterFailure) Object.assign(error, first, { message: first.message, stack: first.stack })
    if (lastingStates.test(error.code ?? '')) onLasting()
  })
  connection.on('readyForQuery', ({ status }: { status: string }) => {
    if (status !== 'E') first = undefined
  })
}
