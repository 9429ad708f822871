import type { Metric } from '@collector/schema/catalogue'
import { metricQuantity, quantityText } from '../../words/quantity.ts'

/** Says what a metric means, where its thresholds are, and how to improve it. */
export function metricMeaning(metric: Metric): string {
  const { label, meaning, good, poor, advice } = metric
  const limit = (value: number) => quantityText(metricQuantity(metric, value))
  return `${label}. ${meaning} Good up to ${limit(good)}, poor above ${limit(poor)}. ${advice}`
}
