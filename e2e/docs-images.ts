/** The pictures of the documentation, made anew into docs/images: node docs-images.ts. To be looked at before they are committed. */
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchChromium } from '@collector/testing/chromium'
import { startCollector } from '@collector/testing/collector'
import { openView, storeSamples, views } from './views.ts'

/** File in docs/images, and the view it shows. */
const pictures = { 'this-browser': 'browser-overview', submissions: 'submissions', vitals: 'vitals' }

const token = 'token-of-the-pictures'
const target = new URL('../docs/images/', import.meta.url).pathname
await mkdir(target, { recursive: true })

const dataDir = await mkdtemp(join(tmpdir(), 'collector-pictures-'))
const seed = new URL('../apps/api/scripts/seed/seed.ts', import.meta.url).pathname
spawnSync(process.execPath, [seed], { env: { ...process.env, DATA_DIR: dataDir }, stdio: 'inherit' })
const collector = await startCollector({ DATA_DIR: dataDir, ACCESS_TOKEN: token })
const browser = await launchChromium()
try {
  const all = views(await storeSamples(browser, collector.origin))
  for (const [name, wanted] of Object.entries(pictures)) {
    const view = all.find((candidate) => candidate.name === wanted)
    if (!view) throw new Error(`there is no view ${wanted}`)
    const window = { colorScheme: 'light', width: 1200 } as const
    const { page, close } = await openView(browser, { origin: collector.origin, token }, view, window)
    // charts are drawn a moment later
    await page.waitForTimeout(500)
    await page.screenshot({ path: `${target}${name}.png`, clip: { x: 0, y: 0, width: 1200, height: 750 } })
    await close()
  }
} finally {
  await browser.close()
  await collector.stop()
  await rm(dataDir, { recursive: true, force: true })
}
