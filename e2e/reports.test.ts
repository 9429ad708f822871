import { type RunningCollector, startCollector } from '@collector/testing/collector'
import { type EngineWindow, engines } from '@collector/testing/engines'
import { startPostgres, type TestPostgres } from '@collector/testing/postgres'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Site, startSite } from './site.ts'

let postgres: TestPostgres
let collector: RunningCollector
let database: pg.Client
let site: Site

beforeAll(async () => {
  postgres = await startPostgres()
  const url = await postgres.createDatabase()
  collector = await startCollector({ DB_URL: url })
  database = new pg.Client({ connectionString: url })
  await database.connect()
  site = await startSite()
})
afterAll(async () => {
  site?.close()
  await database?.end()
  await collector?.stop()
  await postgres?.remove()
})

describe.each(engines.filter((engine) => engine.isInstalled()))('$name', (engine) => {
  let window: EngineWindow
  beforeAll(async () => {
    window = await engine.open()
  })
  afterAll(() => window?.close())

  test('a page without any script of ours reports what its policies block, and what they only would', async () => {
    const path = `/${engine.name}`
    const policy = `img-src data:; report-uri ${collector.origin}/report`
    const reportOnly = `object-src 'none'; report-uri ${collector.origin}/report`
    await window.goto(
      site.page(path, '<img src="/secret.png?token=S3CRET" alt=""><object data="/x.bin"></object>', {
        'content-security-policy': policy,
        'content-security-policy-report-only': reportOnly,
      }),
    )
    const told = async () => {
      const { rows } = await database.query(`select errors from debug_data where inlet = 'report' and page like $1`, [
        `%${path}"%`,
      ])
      const errors = rows.flatMap((row) => JSON.parse(row.errors))
      const lines = errors.map(
        ({ type, message, noise }) => `${type} ${message.replace(site.origin, '')} ${noise ?? ''}`,
      )
      return [...new Set(lines)].sort()
    }
    // WebKit does not say that a policy only reports
    const watched = engine.name === 'WebKitGTK' ? 'blocked /x.bin ' : 'would block /x.bin report-only'
    await expect
      .poll(told, { timeout: 20_000 })
      .toEqual(['csp img-src blocked /secret.png?token=[removed] ', `csp object-src ${watched}`])
  })
})
