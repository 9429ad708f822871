import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Config, ConfigError } from '../config.ts'
import { readFilter } from '../filters/read-filter.ts'
import { exportLines } from '../submissions/export-lines.ts'
import type { Values } from './command.ts'
import { withStorage } from './with-storage.ts'

/** The command `collector export`. It ends when the reader closes the pipe, as `head` does. */
export async function exportSubmissions(config: Config, { format = 'ndjson', from, to }: Values): Promise<void> {
  if (format !== 'ndjson' && format !== 'csv') throw new ConfigError('--format must be ndjson or csv')
  const window = { ...(typeof from === 'string' && { from }), ...(typeof to === 'string' && { to }) }
  await withStorage(config, async ({ db }) => {
    try {
      const filter = await readFilter(db, window)
      await pipeline(Readable.from(exportLines(db, filter, format)), process.stdout, { end: false })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
    }
  })
}
