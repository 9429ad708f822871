import type { Config } from '../config.ts'
import { withStorage } from './with-storage.ts'

/** The command `collector migrate`. */
export async function migrateDatabase(config: Config): Promise<void> {
  // opening the storage migrates it
  await withStorage(config, async () => {
    process.stdout.write('The tables are up to date\n')
  })
}
