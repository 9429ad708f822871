/**
 * Takes pictures of every page and tab, light and dark, narrow and wide, into screenshots/, for people to look at.
 *
 * node screenshots.ts [pattern of names]
 */
import { mkdir } from 'node:fs/promises'
import { startDashboard } from './dashboard.ts'
import { shopWeek, storeHistory } from './history.ts'
import { openView, reshape, storeSamples, views } from './views.ts'

const wanted = new RegExp(process.argv[2] ?? '')
const target = new URL('./screenshots/', import.meta.url).pathname
await mkdir(target, { recursive: true })

const dashboard = await startDashboard({ fill: (dataDir, token) => storeHistory(dataDir, token, shopWeek()) })
try {
  const ids = await storeSamples(dashboard)
  for (const view of views(ids).filter(({ name }) => wanted.test(name))) {
    const { page, close } = await openView(dashboard, view, { colorScheme: 'light', width: 1440 })
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
  await dashboard.stop()
}
