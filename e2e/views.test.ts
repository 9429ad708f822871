import axe from 'axe-core'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'
import { shopWeek, storeHistory } from './history.ts'
import { openView, reshape, storeSamples, type View, views } from './views.ts'

let dashboard: Dashboard
let ids: Awaited<ReturnType<typeof storeSamples>>

beforeAll(async () => {
  dashboard = await startDashboard({ fill: (dataDir, token) => storeHistory(dataDir, token, shopWeek()) })
  ids = await storeSamples(dashboard)
})

afterAll(() => dashboard?.stop())

/** Error messages in the samples, in the browsers' own words. */
const sentMessages = /Cannot read properties of undefined|undefined is not an object/g

const names = views({ real: '', predecessor: '', hostile: '' }).map(({ name }) => name)
const viewOf = (name: string) => views(ids).find((view) => view.name === name) as View
/** Rules of WCAG 2.2 AA that depend on colours. */
const colourRules = ['color-contrast', 'link-in-text-block']

/** Returns what axe finds against WCAG 2.2 AA and its best practices, or against some rules only: "rule: element". */
async function violations(page: Page, rules?: string[]): Promise<string[]> {
  return page.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(values ? { runOnly: { type: 'rule', values } } : {})
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 150)}`))
  }, rules)
}

/** Returns the lists whose columns are cut, and the parts of a skeleton that are narrower than the page. */
function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut = [...document.querySelectorAll('.table-scroller:has(thead .wide)')].filter(
      ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
    )
    const short =
      innerWidth > 360
        ? []
        : [...document.querySelectorAll('.skeleton > *')].filter(
            (part) => part.clientWidth < (part.parentElement?.clientWidth ?? 0),
          )
    return [...cut, ...short].map(({ className, ariaLabel }) => ariaLabel ?? className)
  })
}

// one window a view: opening it costs more than all checks
test.each(names)('%s is accessible, fits, and shows no raw values', async (name) => {
  const { page, troubles, close } = await openView(dashboard, viewOf(name), {
    colorScheme: 'light',
    width: 1440,
  })
  await page.evaluate(axe.source)
  await reshape(page, { colorScheme: 'light', width: 1440 })
  expect.soft((await violations(page)).join('\n'), 'light').toBe('')
  // the elements are the same: only their colours differ
  await reshape(page, { colorScheme: 'dark', width: 1440 })
  expect.soft((await violations(page, colourRules)).join('\n'), 'dark').toBe('')
  for (const width of [360, 2560]) {
    await reshape(page, { colorScheme: 'dark', width })
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect.soft(excess, `${width} px`).toBeLessThanOrEqual(0)
    expect.soft(await misfits(page), `${width} px`).toEqual([])
  }
  // Raw Data, and the texts of the samples, may contain anything
  if (!name.includes('raw-data') && !name.startsWith('predecessor')) {
    const text = (await page.locator('main').textContent()) ?? ''
    expect.soft(text.replaceAll(sentMessages, '')).not.toMatch(/undefined|\[object|NaN|Infinity/)
  }
  expect.soft(troubles).toEqual([])
  await close()
})
