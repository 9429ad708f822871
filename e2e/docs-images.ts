/** Takes the pictures of the documentation into docs/images: node docs-images.ts. Look at them before you commit them. */
import { spawnSync } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import type { Page } from 'playwright'
import { startDashboard } from './dashboard.ts'
import { walkSupportPath } from './support-path.ts'
import { openView, type View } from './views.ts'

const loaded = (page: Page) => page.locator('.loading').waitFor({ state: 'detached' })

/** Views by file name in docs/images. */
const pictures: View[] = [
  { name: 'submissions', path: '/submissions', isSignedIn: true, ready: loaded },
  { name: 'vitals', path: '/vitals', isSignedIn: true, ready: loaded },
  { name: 'this-browser', path: '/', ready: (page) => page.getByText(/Stored as number/).waitFor() },
]

const target = new URL('../docs/images/', import.meta.url).pathname
await mkdir(target, { recursive: true })

const seed = new URL('../apps/api/scripts/seed/seed.ts', import.meta.url).pathname
const dashboard = await startDashboard({
  fill: (dataDir) =>
    spawnSync(process.execPath, [seed], { env: { ...process.env, DATA_DIR: dataDir }, stdio: 'inherit' }),
})
try {
  for (const view of pictures) {
    const window = { colorScheme: 'light', width: 1200 } as const
    const { page, close } = await openView(dashboard, view, window)
    // charts are drawn a moment later
    await page.waitForTimeout(500)
    await page.screenshot({ path: `${target}${view.name}.png`, clip: { x: 0, y: 0, width: 1200, height: 750 } })
    await close()
  }
  await walkSupportPath(dashboard, async (page, name) => {
    await page.screenshot({ path: `${target}${name}.png` })
  })
} finally {
  await dashboard.stop()
}
