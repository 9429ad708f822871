import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'
import { predecessor } from './stored-samples.ts'

let dashboard: Dashboard

beforeAll(async () => {
  dashboard = await startDashboard()
  await dashboard.store(predecessor)
})
afterAll(() => dashboard.stop())

test.each([
  { path: '/', most: 10, ready: 'Stored as number' },
  { path: '/overview', most: 12, ready: 'How many page views' },
])('the first view of $path loads at most $most files: page, styles, scripts, icon', async ({ path, most, ready }) => {
  const context = await dashboard.signedIn()
  const page = await context.newPage()
  const files: string[] = []
  page.on('request', (request) => {
    if (!['fetch', 'xhr', 'ping'].includes(request.resourceType())) files.push(new URL(request.url()).pathname)
  })
  await page.goto(dashboard.origin + path)
  await page.getByText(ready).first().waitFor()
  await page.waitForLoadState('networkidle')
  const layers = await page.evaluate(() =>
    [...(document.styleSheets[0]?.cssRules ?? [])].flatMap((rule) =>
      rule instanceof CSSLayerBlockRule ? [rule.name] : rule instanceof CSSLayerStatementRule ? [...rule.nameList] : [],
    ),
  )
  await context.close()
  expect(files.length, files.join('\n')).toBeLessThanOrEqual(most)
  expect(files).toContain(path)
  expect([...new Set(layers)]).toEqual(['pico', 'tokens', 'elements', 'ui', 'features', 'print'])
})
