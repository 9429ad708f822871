import { RefusedError } from '../ingest/refused-error.ts'

/** Where the next page of a list begins: below this number. Opaque to clients. */
export function encodeCursor(before: number): string {
  return Buffer.from(`before ${before}`).toString('base64url')
}

/** @throws RefusedError for anything that no list gave out */
export function decodeCursor(cursor: string): number {
  const before = /^before (\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1]
  if (before === undefined || Number(before) > 2_147_483_647) {
    throw new RefusedError(400, 'querystring/cursor is not one that a list gave out')
  }
  return Number(before)
}
