import type { Metric } from './metric.ts'

export const ttfb = {
  name: 'ttfb',
  column: 'ttfb_ms',
  label: 'Time to First Byte',
  unit: 'ms',
  good: 800,
  poor: 1800,
  source: 'https://web.dev/articles/ttfb',
  meaning: 'How long the browser waited for the first byte of the page, redirects and connection included.',
  advice: 'Cache the page, answer from nearer, and avoid redirects.',
} as const satisfies Metric
