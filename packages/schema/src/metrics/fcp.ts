import type { Metric } from './metric.ts'

export const fcp = {
  name: 'fcp',
  column: 'fcp_ms',
  label: 'First Contentful Paint',
  unit: 'ms',
  good: 1800,
  poor: 3000,
  source: 'https://web.dev/articles/fcp',
  meaning: 'When the first text or image was shown.',
  advice: 'Answer faster and remove scripts and style sheets that block rendering.',
} as const satisfies Metric
