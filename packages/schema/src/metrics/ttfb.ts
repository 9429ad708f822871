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
  phases: [
    {
      name: 'waitingDuration',
      column: 'ttfb_waiting_duration',
      label: 'Waiting',
      meaning: 'Redirects and the start of a service worker came before the request.',
      advice: 'Link to the final address, and avoid redirects.',
    },
    {
      name: 'cacheDuration',
      column: 'ttfb_cache_duration',
      label: 'Cache',
      meaning: 'The browser looked into its cache, or a service worker handled the request.',
      advice: 'Answer navigations in the service worker without waiting for storage.',
    },
    {
      name: 'dnsDuration',
      column: 'ttfb_dns_duration',
      label: 'DNS',
      meaning: 'The name of the host was looked up.',
      advice: 'Use fewer hosts, and a faster DNS provider.',
    },
    {
      name: 'connectionDuration',
      column: 'ttfb_connection_duration',
      label: 'Connection',
      meaning: 'The connection and its encryption were set up.',
      advice: 'Use HTTP/3 and TLS 1.3, and answer from nearer.',
    },
    {
      name: 'requestDuration',
      column: 'ttfb_request_duration',
      label: 'Server',
      meaning: 'The request was sent, and the server made the page.',
      advice: 'Cache the page, and find out what takes the server long.',
    },
  ],
  element: null,
} as const satisfies Metric
