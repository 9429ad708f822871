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
  phases: [
    {
      name: 'largestShiftTime',
      column: 'cls_largest_shift_time',
      label: 'Largest shift',
      meaning: 'The largest shift happened so long after the page began.',
      advice: 'Give what appears above this element its size in advance, or show it over the page.',
    },
  ],
  element: { field: 'largestShiftTarget', column: 'cls_reason', label: 'Element that moved' },
} as const satisfies Metric
