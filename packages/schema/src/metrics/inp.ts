import type { Metric } from './metric.ts'

export const inp = {
  name: 'inp',
  column: 'inp_ms',
  label: 'Interaction to Next Paint',
  unit: 'ms',
  good: 200,
  poor: 500,
  source: 'https://web.dev/articles/inp',
  meaning: 'How long the slowest clicks, taps and key presses waited for the screen to change.',
  advice: 'Break long scripts up and do less work in event handlers.',
} as const satisfies Metric
