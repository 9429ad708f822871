import { type EngineWindow, engines } from '@collector/testing/engines'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startStage } from './stage.ts'

const stage = startStage()

describe.each(engines.filter((engine) => engine.isInstalled()))('$name', (engine) => {
  let window: EngineWindow
  beforeAll(async () => {
    window = await engine.open()
  })
  afterAll(() => window?.close())

  test('a page without any script of ours reports what its policies block, and what they only would', async () => {
    const path = `/${engine.name}`
    const policy = `img-src data:; report-uri ${stage.collector.origin}/report`
    const reportOnly = `object-src 'none'; report-uri ${stage.collector.origin}/report`
    await window.goto(
      stage.site.page(path, '<img src="/secret.png?token=S3CRET" alt=""><object data="/x.bin"></object>', {
        'content-security-policy': policy,
        'content-security-policy-report-only': reportOnly,
      }),
    )
    const told = async () => {
      const { rows } = await stage.database.query(
        `select errors from debug_data where inlet = 'report' and page like $1`,
        [`%${path}"%`],
      )
      const errors = rows.flatMap((row) => JSON.parse(row.errors))
      const lines = errors.map(
        ({ type, message, noise }) => `${type} ${message.replace(stage.site.origin, '')} ${noise ?? ''}`,
      )
      return [...new Set(lines)].sort()
    }
    // WebKit does not say that a policy only reports
    const watched = engine.name === 'WebKitGTK' ? 'blocked /x.bin ' : 'would block /x.bin report-only'
    await expect.poll(told).toEqual(['csp img-src blocked /secret.png?token=[removed] ', `csp object-src ${watched}`])
  })
})
