import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { ReportData } from '../report/report-data.ts'
import type { ComparisonView } from './comparison-view.ts'
import './comparison-view.ts'

afterEach(() => document.body.replaceChildren())

async function show(a: ReportData, b: ReportData): Promise<ComparisonView> {
  const names = ['62', 'This browser'] as const
  const element = Object.assign(document.createElement('comparison-view') as ComparisonView, { a, b, names })
  document.body.append(element)
  await element.updateComplete
  return element
}

test('shows differences first, navigable by keyboard, and folds equal values', async () => {
  await show(
    { browser: { timezone: 'UTC', language: 'en', x: 1 } },
    { browser: { timezone: 'UTC', language: 'de', x: 2 } },
  )
  await expect.element(page.getByText('Time zone')).not.toBeVisible()
  await userEvent.keyboard('j')
  expect(document.activeElement?.textContent).toMatch(/Languages/)
  await userEvent.keyboard('jj')
  expect(document.activeElement?.textContent).toMatch(/x\s+1\s+2/)
  await userEvent.keyboard('k')
  expect(document.activeElement?.textContent).toMatch(/language/)
})

test('marks only the differing parts of a long text or list', async () => {
  const element = await show(
    { fingerprints: { fonts: ['Arial', 'Georgia', 'Verdana'] }, browser: { userAgent: 'Mozilla/5.0 (A) Gecko' } },
    { fingerprints: { fonts: ['Arial', 'Georgia'] }, browser: { userAgent: 'Mozilla/5.0 (B) Gecko' } },
  )
  const marked = [...element.querySelectorAll('mark')].map((mark) => mark.textContent?.trim())
  expect(marked).toEqual(expect.arrayContaining(['Verdana', 'A', 'B']))
  expect(element.textContent).toMatch(/2 in both, and only here/)
})

test('says so if nothing can be compared or nothing differs', async () => {
  const element = await show({ browser: { language: 'en' } }, { browser: { language: 'en' } })
  expect(element.textContent).toMatch(/Nothing differs/)
})

test('shows the first rows of a long list, and all on request', async () => {
  const resources = Array.from({ length: 40 }, (_, index) => ({
    name: `https://shop.example/${index}.js`,
    status: 200,
  }))
  const element = await show({ performance: { resources } }, { performance: { resources: [] } })
  const rows = () => element.querySelectorAll('tr.differing').length
  expect(rows()).toBe(15)
  await page.getByRole('button', { name: 'Show all' }).click()
  expect(rows()).toBe(40)
})

const long = 'x'.repeat(500_000)
const hostile: readonly unknown[] = [
  null,
  1e308,
  '',
  '<img src=x onerror=alert(1)>',
  '\u0000\ud800',
  long,
  [null, [null]],
  { constructor: 1, toString: 2, [long]: long },
  JSON.parse(`${'['.repeat(900)}${']'.repeat(900)}`),
  Array.from({ length: 10_000 }, (_, index) => ({ index })),
]

test('shows any stored value, and never as markup', { timeout: 120_000 }, async () => {
  for (const value of hostile) {
    const everything = { browser: value, performance: value, fingerprints: value, errors: value, page: value, x: value }
    const nested = {
      browser: { userAgent: value, connection: value },
      performance: { vitals: value, resources: [value, { name: value }], navigation: { a: value } },
      fingerprints: { hash: value, components: { canvas: value, a: { value } } },
      errors: [value, { message: value, count: value }],
      page: { url: value },
    }
    for (const [a, b] of [
      [everything, {}],
      [nested, everything],
      [nested, { browser: { userAgent: 'a' }, errors: [{}] }],
    ] as const) {
      const element = await show(a, b)
      expect(element.textContent).not.toMatch(/undefined|\[object|NaN|\[native code/)
      expect(element.querySelector('img')).toBeNull()
      element.remove()
    }
  }
})
