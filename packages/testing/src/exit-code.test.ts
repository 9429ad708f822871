import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('keeps the exit code of a process that imported the PostgreSQL of the tests', () => {
  const script = "await import('./postgres.ts'); process.exitCode = 3"
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 3, stderr: '' })
})
