import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchChromium } from '@collector/testing/chromium'
import { type RunningCollector, startCollector } from '@collector/testing/collector'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { walkSupportPath } from './support-path.ts'

const token = 'token-of-support'
let dataDir: string
let collector: RunningCollector
let browser: Browser

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'collector-support-'))
  collector = await startCollector({ DATA_DIR: dataDir, ACCESS_TOKEN: token })
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await collector?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

test('the way that docs/support.md describes needs as many clicks as it says', async () => {
  expect(await walkSupportPath(browser, { origin: collector.origin, token })).toEqual({ customer: 0, support: 4 })
})
