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
  phases: [
    {
      name: 'inputDelay',
      column: 'inp_input_delay',
      label: 'Input delay',
      meaning: 'The main thread was busy with something else, so the event handlers had to wait.',
      advice: 'Break long scripts up, and load what is not needed later.',
    },
    {
      name: 'processingDuration',
      column: 'inp_processing_duration',
      label: 'Processing',
      meaning: 'The event handlers of the page ran.',
      advice: 'Do less in the handler: show the answer first, and yield before the rest.',
    },
    {
      name: 'presentationDelay',
      column: 'inp_presentation_delay',
      label: 'Presentation delay',
      meaning: 'The handlers were done, but the browser needed time to lay out and paint.',
      advice:
        'Change fewer elements, avoid reading layout after writing it, and use content-visibility for long pages.',
    },
  ],
  element: { field: 'interactionTarget', column: 'inp_reason', label: 'Slowest target' },
} as const satisfies Metric
