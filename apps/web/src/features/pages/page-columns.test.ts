import type { PageItem } from '@collector/schema'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import '../../styles/pico.scss'
import '../../styles/elements.css'
import '../../ui/table/data-table.ts'
import type { DataTable } from '../../ui/table/data-table.ts'
import { pageColumns } from './page-columns.ts'

const none = { p75: null, count: 0, poor: 0, rating: null }

test('a large count stays in its column, beside its trend', async () => {
  const item: PageItem = {
    path: '/',
    paths: 1,
    pageViews: 12_345_678,
    pageViewsWithErrors: 0,
    vitals: { lcp: none, inp: none, cls: none, fcp: none, ttfb: none },
    worst: null,
    series: [{ at: '2026-11-20T00:00:00.000Z', pageViews: 12_345_678 }],
  }
  await page.viewport(1366, 900)
  const window = { from: '2026-11-18', to: '2026-11-21', interval: 'day' } as const
  const table = document.createElement('data-table') as DataTable<PageItem>
  Object.assign(table, { columns: pageColumns(window, { page: (path) => path, paths: (path) => path }), rows: [item] })
  const parent = document.createElement('pages-page')
  parent.append(table)
  document.body.replaceChildren(parent)
  await table.updateComplete
  const cell = table.querySelector('[data-label="Page views"]') as HTMLElement
  const text = document.createRange()
  text.selectNodeContents(cell)
  expect(text.getBoundingClientRect().right).toBeLessThanOrEqual(
    cell.getBoundingClientRect().right - Number.parseFloat(getComputedStyle(cell).paddingInlineEnd),
  )
})
