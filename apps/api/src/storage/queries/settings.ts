import type { Database } from '../database.ts'
import type { SettingsTable } from '../tables/settings.ts'

/** The stored value of a key; stores `value` first where there is none. The same for all processes that ask at once. */
export async function getOrCreateSetting(db: Database, key: string, value: string): Promise<string> {
  await db
    .insertInto('settings')
    .values({ key, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirstOrThrow()
  return row.value
}

export async function readSetting(db: Database, key: string): Promise<string | undefined> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value
}

export async function writeSetting(db: Database, key: string, value: string): Promise<void> {
  await db
    .insertInto('settings')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

export async function deleteSetting(db: Database, key: string): Promise<void> {
  await db.deleteFrom('settings').where('key', '=', key).execute()
}

export function allSettings(db: Database): Promise<SettingsTable[]> {
  return db.selectFrom('settings').selectAll().execute()
}

/** Deletes the settings whose key begins with a prefix. */
export async function deleteSettings(db: Database, prefix: string): Promise<void> {
  await db
    .deleteFrom('settings')
    .where((where) => where.fn('starts_with', ['key', where.val(prefix)]), '=', true)
    .execute()
}
