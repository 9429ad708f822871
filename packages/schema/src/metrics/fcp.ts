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
  phases: [
    {
      name: 'timeToFirstByte',
      column: 'fcp_time_to_first_byte',
      label: 'Time to first byte',
      meaning: 'The browser waited for the first byte of the page.',
      advice: 'Cache the page, answer from nearer, and avoid redirects.',
    },
    {
      name: 'firstByteToFCP',
      column: 'fcp_first_byte_to_fcp',
      label: 'First byte to paint',
      meaning: 'The page had begun, but nothing was painted yet.',
      advice: 'Remove scripts and style sheets that block rendering, and inline the styles of the first screen.',
    },
  ],
  element: null,
} as const satisfies Metric
