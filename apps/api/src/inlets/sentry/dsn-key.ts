import { randomBytes } from 'node:crypto'
import type { Database } from '../../storage/database.ts'
import { getOrCreateSetting } from '../../storage/queries/settings.ts'

const settingKey = 'dsn_key'
const keys = new WeakMap<Database, Promise<string>>()

/** The public key of the DSN, made once and kept in the database. It keeps out strays; whoever sees a page can read it. */
export function dsnKey(db: Database): Promise<string> {
  const known = keys.get(db)
  if (known) return known
  const settled = getOrCreateSetting(db, settingKey, randomBytes(16).toString('hex'))
  keys.set(db, settled)
  // the database may be away now, and back for the next request
  settled.catch(() => keys.delete(db))
  return settled
}
