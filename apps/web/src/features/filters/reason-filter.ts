import { metricNames, metrics } from '@collector/schema/catalogue'

/** Returns a filter like "lcp:main>img" in words; anything else unchanged. */
export function reasonWords(filter: string): string {
  const colon = filter.indexOf(':')
  const metric = metricNames.find((known) => known === filter.slice(0, colon))
  const element = metric && metrics[metric].element
  return element ? `${element.label}: ${filter.slice(colon + 1) || 'unknown'}` : filter
}
