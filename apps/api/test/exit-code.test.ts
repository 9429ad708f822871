import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('a run that failed ends as one, though it imported the PostgreSQL of the tests', () => {
  const script = "await import('@collector/testing/postgres'); process.exitCode = 3"
  const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
  })
  expect(status).toBe(3)
})
