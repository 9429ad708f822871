import { metricNames, metrics } from '@collector/schema/catalogue'
import { metricQuantity, quantityText } from '../../words/quantity.ts'

/** Returns a filter like "lcp:2500..4000" in words; anything else unchanged. */
export function vitalWords(filter: string): string {
  const [, name, above = '', upTo = ''] = /^(\w+):([\d.]*?)\.\.([\d.]*)$/.exec(filter) ?? []
  const metric = metricNames.find((known) => known === name)
  if (!metric) return filter
  const text = (value: string) => quantityText(metricQuantity(metrics[metric], Number(value)))
  const ends = [above && `above ${text(above)}`, upTo && `up to ${text(upTo)}`].filter(Boolean)
  return `${metric.toUpperCase()} ${ends.join(', ') || 'measured'}`
}
