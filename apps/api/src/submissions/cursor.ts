import { RefusedError } from '../http-errors.ts'

/** A position in a list, newest first: the last submission shown. Number 0 means that the whole timestamp has been searched. */
export interface Cursor {
  receivedAt: Date
  id: number
}

/** Encodes a position as text that is opaque to clients. */
export function encodeCursor({ receivedAt, id }: Cursor): string {
  return Buffer.from(`${receivedAt.getTime()}.${id}`).toString('base64url')
}

/**
 * @param parameter name of the query parameter or header, for the message
 * @throws RefusedError for a cursor that no list returned
 */
export function decodeCursor(cursor: string, parameter = 'cursor'): Cursor {
  const [, time, id] = /^(\d{1,15})\.(\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (time === undefined || Number(id) > 2_147_483_647) throw new RefusedError(400, `invalid ${parameter}`)
  return { receivedAt: new Date(Number(time)), id: Number(id) }
}
