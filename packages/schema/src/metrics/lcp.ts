import type { Metric } from './metric.ts'

export const lcp = {
  name: 'lcp',
  column: 'lcp_ms',
  label: 'Largest Contentful Paint',
  unit: 'ms',
  good: 2500,
  poor: 4000,
  source: 'https://web.dev/articles/lcp',
  meaning: 'When the largest image or text of the first screen was shown.',
  advice: 'Serve that element early: answer faster, load its image first, and drop what blocks rendering.',
} as const satisfies Metric
