import type { Metric } from '@collector/schema/catalogue'
import { metricQuantity, quantityText } from '../../words/quantity.ts'

/** Says what a metric means, where its thresholds are, and how to improve it. */
export function metricMeaning({ label, unit, meaning, good, poor, advice }: Metric): string {
  const limit = (value: number) => quantityText(metricQuantity(unit, value))
  return `${label}. ${meaning} Good up to ${limit(good)}, poor above ${limit(poor)}. ${advice}`
}
