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
  phases: [
    {
      name: 'timeToFirstByte',
      column: 'lcp_time_to_first_byte',
      label: 'Time to first byte',
      meaning: 'The browser waited for the first byte of the page.',
      advice: 'Cache the page, answer from nearer, and avoid redirects.',
    },
    {
      name: 'resourceLoadDelay',
      column: 'lcp_resource_load_delay',
      label: 'Load delay',
      meaning: 'The page had begun, but the image of this element was not requested yet.',
      advice: 'Name the image in the HTML, preload it with fetchpriority="high", and do not load it lazily.',
    },
    {
      name: 'resourceLoadDuration',
      column: 'lcp_resource_load_duration',
      label: 'Load duration',
      meaning: 'The image of this element was being loaded.',
      advice: 'Make the image smaller, use AVIF or WebP, and serve it from a CDN.',
    },
    {
      name: 'elementRenderDelay',
      column: 'lcp_element_render_delay',
      label: 'Render delay',
      meaning: 'Everything was loaded, but the element was not painted yet.',
      advice:
        'Remove scripts and style sheets that block rendering, and do not hide the element until a script has run.',
    },
  ],
  element: { field: 'target', column: 'lcp_reason', label: 'Largest element' },
} as const satisfies Metric
