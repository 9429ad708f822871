import type { TestPostgres } from '@collector/testing/postgres'
import { openStorage } from '../../src/storage/storage.ts'

/** Makes a database with the tables of this version and no connection, for tests to copy. Returns its name. */
export async function makeTemplate(server: TestPostgres): Promise<string> {
  const dbUrl = await server.createDatabase()
  const storage = await openStorage({ dbUrl, dataDir: '', skipDb: false }, { info() {}, warn() {} })
  await storage.ready
  await storage.close()
  return new URL(dbUrl).pathname.slice(1)
}
