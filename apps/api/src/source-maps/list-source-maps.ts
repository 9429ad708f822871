import type { SourceMapsAnswer } from '@collector/schema'
import { RefusedError } from '../http-errors.ts'
import type { Database } from '../storage/database.ts'
import { listMappedScripts, type ScriptPosition } from '../storage/queries/source-maps.ts'

/**
 * Lists uploaded source maps, latest first.
 *
 * @throws RefusedError for an invalid cursor
 */
export async function listSourceMaps(
  db: Database,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<SourceMapsAnswer> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor)
  const rows = await listMappedScripts(db, after, limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(({ id, name, debugId, release, bytes, uploadedAt, lastUsedAt }) => ({
      id,
      name,
      debugId,
      release,
      bytes,
      uploadedAt: uploadedAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    nextCursor: last && rows.length > limit ? encodeCursor(last) : null,
  }
}

function encodeCursor({ uploadedAt, id }: ScriptPosition): string {
  return Buffer.from(`${uploadedAt.getTime()}.${id}`).toString('base64url')
}

function decodeCursor(cursor: string): ScriptPosition {
  const [, time, id] = /^(\d{1,15})\.([\da-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (id === undefined) throw new RefusedError(400, 'invalid cursor')
  return { uploadedAt: new Date(Number(time)), id }
}
