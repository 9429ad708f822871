import { RefusedError } from '../ingest/refused-error.ts'

/** A place in a list that is newest first: the submission that was shown last. */
export interface Place {
  receivedAt: Date
  id: number
}

/** Text that leads back to a place. Opaque to clients. */
export function encodeCursor({ receivedAt, id }: Place): string {
  return Buffer.from(`${receivedAt.getTime()}.${id}`).toString('base64url')
}

/**
 * @param parameter the name of what was sent, for the message
 * @throws RefusedError for anything that no list gave out
 */
export function decodeCursor(cursor: string, parameter = 'cursor'): Place {
  const [, time, id] = /^(\d{1,15})\.(\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (time === undefined || Number(id) > 2_147_483_647) {
    throw new RefusedError(400, `${parameter} is not one that a list gave out`)
  }
  return { receivedAt: new Date(Number(time)), id: Number(id) }
}
