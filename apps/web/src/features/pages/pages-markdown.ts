import type { PageItem, PagesAnswer } from '@collector/schema'
import { metricNames, metrics } from '@collector/schema/catalogue'
import { markdownCode, markdownTable } from '../../words/markdown.ts'
import { metricQuantity, quantityText } from '../../words/quantity.ts'

/** Returns the list of pages as a Markdown table, for issues and chats. */
export function pagesMarkdown({ items }: PagesAnswer): string {
  const head = ['Page', 'Page views', 'With errors', ...metricNames.map((name) => `${name.toUpperCase()} p75`), 'Worst']
  return `${markdownTable([head, ...items.map(cells)])}\n`
}

function cells({ path, pageViews, pageViewsWithErrors, vitals, worst }: PageItem): string[] {
  return [
    path === null ? 'unknown' : markdownCode(path),
    String(pageViews),
    `${((pageViewsWithErrors / pageViews) * 100).toFixed(1)} %`,
    ...metricNames.map((name) => {
      const { p75, rating } = vitals[name]
      return p75 === null ? '–' : `${quantityText(metricQuantity(metrics[name], p75))} (${rating})`
    }),
    worst ? `${vitals[worst.metric].poor} poor by ${worst.metric.toUpperCase()}` : '–',
  ]
}
