import { describe, expect, test } from 'vitest'
import { distribute, distributeOverNodes } from '../src/commands/distribute.ts'
import { readConfig } from '../src/config.ts'
import { engines } from './support/databases.ts'

describe.each(engines)('on $name', (engine) => {
  test('a database without Citus is refused', async () => {
    const { storage } = await engine.open()
    await expect(distribute(storage, 4).next()).rejects.toThrow('this database has no Citus')
    await storage.close()
  })
})

test.each([
  [{ shards: 'many' }, '--shards must be a whole number from 1 to 1024; it is "many"'],
  [{ shards: '0' }, '--shards must be a whole number'],
  [{}, 'DB_URL must name the coordinator of a Citus cluster'],
])('%j is refused before a database is opened', async (values, message) => {
  await expect(distributeOverNodes(await readConfig({}), values)).rejects.toThrow(message)
})
