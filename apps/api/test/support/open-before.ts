import { Migrator } from 'kysely/migration'
import { migrations } from '../../src/storage/migrations/index.ts'
import { openStorage } from '../../src/storage/storage.ts'
import { createPostgresDatabase, temporaryDir } from './databases.ts'

/** An empty database whose tables are those of the version before a migration. */
export async function openBefore(migration: string, engine: string) {
  const settings = {
    dbUrl: engine === 'PGlite' ? undefined : await createPostgresDatabase(),
    dataDir: engine === 'PGlite' ? await temporaryDir() : '',
    skipDb: true,
  }
  const storage = await openStorage(settings, { info() {}, warn() {} })
  await storage.ready
  const older = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < migration))
  const migrator = new Migrator({ db: storage.db, provider: { getMigrations: async () => older } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
  return storage
}
