import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { pino } from 'pino'
import { accessToken } from '../../src/access/access-token.ts'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { Refusals } from '../../src/operating/refusals.ts'
import type { Storage } from '../../src/storage/storage.ts'

const silent: FastifyBaseLogger = pino({ level: 'silent' })

export const testToken = 'token-of-the-tests'

/** The whole service on a given database, without a port. */
export async function buildTestApp(storage: Storage, env: Record<string, string> = {}, logger = silent) {
  const publicDir = await mkdtemp(join(tmpdir(), 'collector-public-'))
  await mkdir(join(publicDir, 'assets'))
  await writeFile(join(publicDir, 'index.html'), '<!doctype html><head><title>shell</title></head>')
  await writeFile(join(publicDir, 'assets/app-1.js'), 'export {}')
  await mkdir(join(publicDir, 'docs'))
  await writeFile(
    join(publicDir, 'docs/api.html'),
    'http://localhost:5000/a https://collector.example/b https://collector.example:5000/c',
  )
  await writeFile(join(publicDir, 'collector.js'), '/* sdk */')
  await writeFile(join(publicDir, 'collector-fingerprint.js'), '/* fingerprint */')
  await writeFile(join(publicDir, 'collector-report.js'), '/* report */')
  const token = accessToken(testToken)
  const app = await buildApp({
    refusals: new Refusals(),
    config: await readConfig(env),
    storage,
    logger,
    token: () => token,
    publicDir,
  })
  app.addHook('onClose', () => rm(publicDir, { recursive: true, force: true }))
  return app
}
