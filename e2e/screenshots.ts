/**
 * Pictures of every page and tab, light and dark, narrow and wide, into screenshots/. For people to look at.
 *
 * node screenshots.ts [pattern of names]
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchChromium } from '@collector/testing/chromium'
import { startCollector } from '@collector/testing/collector'
import { shopWeek, storeHistory } from './history.ts'
import { openView, reshape, storeSamples, views } from './views.ts'

const wanted = new RegExp(process.argv[2] ?? '')
const token = 'token-of-the-screenshots'
const target = new URL('./screenshots/', import.meta.url).pathname
await mkdir(target, { recursive: true })

const dataDir = await mkdtemp(join(tmpdir(), 'collector-screenshots-'))
await storeHistory(dataDir, token, shopWeek())
const collector = await startCollector({ DATA_DIR: dataDir, ACCESS_TOKEN: token })
const browser = await launchChromium()
try {
  const ids = await storeSamples(browser, collector.origin)
  for (const view of views(ids).filter(({ name }) => wanted.test(name))) {
    const { page, close } = await openView(browser, { origin: collector.origin, token }, view, {
      colorScheme: 'light',
      width: 1440,
    })
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1440, 360]) {
        await reshape(page, { colorScheme, width })
        // charts are drawn a moment later
        await page.waitForTimeout(300)
        await page.screenshot({ path: `${target}${view.name}-${colorScheme}-${width}.png`, fullPage: true })
      }
    }
    await close()
  }
} finally {
  await browser.close()
  await collector.stop()
  await rm(dataDir, { recursive: true, force: true })
}
