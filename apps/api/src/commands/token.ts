import { replaceAccessToken, settleAccessToken } from '../access/access-token.ts'
import { type Config, ConfigError } from '../config.ts'
import type { Values } from './command.ts'
import { withStorage } from './with-storage.ts'

/** The command `collector token`. */
export async function printToken(config: Config, { new: isNew }: Values): Promise<void> {
  if (isNew && config.accessToken !== undefined) {
    throw new ConfigError('ACCESS_TOKEN is set and wins over a token in the database: change it there')
  }
  await withStorage(config, async (storage) => {
    if (isNew) await replaceAccessToken(storage)
    const { value } = await settleAccessToken(config.accessToken, storage)
    process.stdout.write(`${value}\n`)
  })
}
