import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchChromium } from '@collector/testing/chromium'
import { startCollector } from '@collector/testing/collector'
import { copyMadeOnce } from '@collector/testing/made-once'
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright'

const token = 'token-of-the-dashboard'

/** The number and the id of a stored submission. */
export interface StoredIds {
  id: number
  submissionId: string
}

/** A running Collector on an embedded database of its own, and a Chromium. */
export interface Dashboard {
  readonly origin: string
  readonly token: string
  readonly browser: Browser
  /** Opens a signed-in browser context; the caller closes it. */
  signedIn(options?: BrowserContextOptions): Promise<BrowserContext>
  /** Posts a submission, as a site would. Throws if it is not stored. */
  store(submission: object): Promise<StoredIds>
  stop(): Promise<void>
}

interface Wishes {
  /** Settings of the Collector. */
  env?: Record<string, string>
  /** Fills the database before the Collector starts on it. */
  fill?: (dataDir: string, token: string) => unknown
}

export async function startDashboard({ env = {}, fill }: Wishes = {}): Promise<Dashboard> {
  const dataDir = await mkdtemp(join(tmpdir(), 'collector-dashboard-'))
  await copyMadeOnce('embedded', dataDir, async (dir) => (await startCollector({ DATA_DIR: dir })).stop())
  await fill?.(dataDir, token)
  const [collector, browser] = await Promise.all([
    startCollector({ DATA_DIR: dataDir, ACCESS_TOKEN: token, ...env }),
    launchChromium(),
  ])
  const { origin } = collector
  return {
    origin,
    token,
    browser,
    async signedIn(options) {
      const context = await browser.newContext(options)
      await context.request.post(`${origin}/api/session`, { data: { token } })
      return context
    },
    async store(submission) {
      const response = await fetch(`${origin}${env['COLLECT_PATH'] ?? '/collect'}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(submission),
      })
      if (!response.ok) throw new Error(await response.text())
      const { headers } = response
      return { id: Number(headers.get('x-submission-number')), submissionId: headers.get('x-submission-id') ?? '' }
    },
    async stop() {
      await browser.close()
      await collector.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
