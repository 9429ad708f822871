import type { Metric } from './metric.ts'

export const cls = {
  name: 'cls',
  column: 'cls',
  label: 'Cumulative Layout Shift',
  unit: '',
  good: 0.1,
  poor: 0.25,
  source: 'https://web.dev/articles/cls',
  meaning: 'How much of the page moved unexpectedly; 0 is perfectly still.',
  advice: 'Give images, adverts and late content their size in advance.',
} as const satisfies Metric
