/** The pictures of the documentation, made anew into docs/images: node docs-images.ts. To be looked at before they are committed. */
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchChromium } from '@collector/testing/chromium'
import { startCollector } from '@collector/testing/collector'
import type { Page } from 'playwright'
import { walkSupportPath } from './support-path.ts'
import { openView, type View } from './views.ts'

const loaded = (page: Page) => page.locator('.loading').waitFor({ state: 'detached' })

/** Each is a file in docs/images. */
const pictures: View[] = [
  { name: 'submissions', path: '/submissions', isSignedIn: true, ready: loaded },
  { name: 'vitals', path: '/vitals', isSignedIn: true, ready: loaded },
  { name: 'this-browser', path: '/', ready: (page) => page.getByText(/Stored as number/).waitFor() },
]

const token = 'token-of-the-pictures'
const target = new URL('../docs/images/', import.meta.url).pathname
await mkdir(target, { recursive: true })

const dataDir = await mkdtemp(join(tmpdir(), 'collector-pictures-'))
const seed = new URL('../apps/api/scripts/seed/seed.ts', import.meta.url).pathname
spawnSync(process.execPath, [seed], { env: { ...process.env, DATA_DIR: dataDir }, stdio: 'inherit' })
const collector = await startCollector({ DATA_DIR: dataDir, ACCESS_TOKEN: token })
const browser = await launchChromium()
try {
  for (const view of pictures) {
    const window = { colorScheme: 'light', width: 1200 } as const
    const { page, close } = await openView(browser, { origin: collector.origin, token }, view, window)
    // charts are drawn a moment later
    await page.waitForTimeout(500)
    await page.screenshot({ path: `${target}${view.name}.png`, clip: { x: 0, y: 0, width: 1200, height: 750 } })
    await close()
  }
  await walkSupportPath(browser, { origin: collector.origin, token }, async (page, name) => {
    await page.screenshot({ path: `${target}${name}.png` })
  })
} finally {
  await browser.close()
  await collector.stop()
  await rm(dataDir, { recursive: true, force: true })
}
