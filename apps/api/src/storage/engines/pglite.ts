import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PGliteDialect } from 'kysely'
import { lockDirectory } from './directory-lock.ts'
import type { Engine } from './engine.ts'

/**
 * PostgreSQL inside this process, its files in a directory. Opening takes a second, so it is opened here and not at the
 * first query.
 *
 * @throws DirectoryInUseError when another process has the directory; what PGlite throws when it cannot open it
 */
export async function pgliteEngine(dataDir: string): Promise<Engine> {
  const unlock = await lockDirectory(dataDir)
  try {
    const pglite = await PGlite.create(join(dataDir, 'pgdata'))
    return {
      dialect: new PGliteDialect({ pglite }),
      isUnavailable: () => pglite.closed,
      canComeBack: false,
      release: async () => {
        if (!pglite.closed) await pglite.close()
        await unlock()
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}
