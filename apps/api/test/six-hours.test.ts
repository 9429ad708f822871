import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { migrate } from '../src/storage/migrate.ts'
import { engines } from './support/databases.ts'
import { insertRollup } from './support/insert-rollup.ts'
import { openBefore } from './support/open-before.ts'

describe.each(engines)('rollups of the version before six hours, on $name', ({ name }) => {
  test('pairs of hours are made anew, what else is there stays, and a process of that version cannot write', async () => {
    const storage = await openBefore('2026-12-07-six-hours', name)
    const insertOld = (level: string, dimension: string, value: string, dimension2 = '', value2 = '') =>
      insertRollup(storage.db, { level, dimension, value, dimension2, value2 })
    try {
      await insertOld('hour', '', '')
      await insertOld('hour', 'browser', 'Firefox')
      await insertOld('hour', 'browser', 'Firefox', 'os', 'Linux')
      await insertOld('hour', 'paired', '')
      await insertOld('day', 'browser', 'Firefox', 'os', 'Linux')

      await migrate(storage.db)

      const { rows } = await sql<{ kept: string }>`select concat_ws(' ', level, dimension, dimension2) as kept
        from rollups order by kept`.execute(storage.db)
      expect(rows.map(({ kept }) => kept.trim())).toEqual(['day browser os', 'hour', 'hour browser'])
      await expect(insertOld('hour', 'browser', 'Safari')).rejects.toThrow('scheme')
    } finally {
      await storage.close()
    }
  }, 120_000)
})
