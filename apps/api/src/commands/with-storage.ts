import type { Config } from '../config.ts'
import { createLogger } from '../operating/logger.ts'
import { openStorage, type Storage } from '../storage/storage.ts'

const stderr = 2

/**
 * Opens the storage for a command and closes it. The log goes to standard error, because standard output is for the result.
 *
 * @throws what opening or doing it throws
 */
export async function withStorage(config: Config, use: (storage: Storage) => Promise<void>): Promise<void> {
  const storage = await openStorage(config, createLogger(config.logLevel, stderr))
  try {
    await storage.ready
    await use(storage)
  } finally {
    await storage.close()
  }
}
