import type { ReleaseItem } from '@collector/schema'
import { type MetricName, metrics } from '@collector/schema/catalogue'
import { html } from 'lit'
import { absent } from '../../ui/text/absent.ts'
import { changeOf } from '../../words/change.ts'
import { formatNumber, metricQuantity, quantityText } from '../../words/quantity.ts'

/** With fewer measurements the p75 of two equal releases often differs by more than a tenth. */
const minMeasured = 30

/** Shows the p75 of a vital, how it changed from the release before, and from how many measurements. */
export function vitalChange(metric: MetricName, { vitals }: ReleaseItem) {
  const { p75, count, previousP75, previousCount } = vitals[metric]
  if (p75 === null) return absent('not measured')
  const value = quantityText(metricQuantity(metrics[metric], p75))
  return html`${value}<br /><small class="unit">${changeText(p75, count, previousP75, previousCount)}</small>`
}

function changeText(p75: number, count: number, previousP75: number | null, previousCount: number): string {
  if (previousP75 === null) return `of ${formatNumber(count)}, none before`
  const counts = `of ${formatNumber(count)} and ${formatNumber(previousCount)}`
  if (Math.min(count, previousCount) < minMeasured) return `${counts}: too few to tell`
  const change = changeOf(p75, previousP75)
  const arrow = change?.direction === 'up' ? '▲ ' : change?.direction === 'down' ? '▼ ' : ''
  return `${arrow}${change?.text}, ${counts}`
}
