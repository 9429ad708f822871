import type { AlertRule } from '@collector/schema'
import { metrics, type RuleKind } from '@collector/schema/catalogue'
import { formatNumber, metricQuantity, quantityText } from '../../words/quantity.ts'

/** The name of each kind of rule on screen, and the params its form asks for. */
export const ruleKindInfo: Record<RuleKind, { label: string; params: readonly (keyof AlertRule['params'])[] }> = {
  newErrorGroup: { label: 'New error', params: ['windowMinutes'] },
  regression: { label: 'Regression: a resolved error occurred again', params: ['windowMinutes'] },
  errorRate: {
    label: 'Page views with errors',
    params: ['measure', 'threshold', 'windowMinutes', 'minSamples', 'consecutive', 'cooldownMinutes'],
  },
  vital: {
    label: 'Vital above a threshold',
    params: ['metric', 'threshold', 'windowMinutes', 'minSamples', 'consecutive', 'cooldownMinutes'],
  },
  noTraffic: { label: 'Nothing arrives', params: ['windowMinutes', 'cooldownMinutes'] },
  refusals: { label: 'Refusals', params: ['threshold', 'windowMinutes', 'cooldownMinutes'] },
  crash: { label: 'Tab crashes', params: ['threshold', 'windowMinutes', 'cooldownMinutes'] },
  case: { label: 'A case arrived', params: [] },
  digest: { label: 'Digest', params: ['windowMinutes'] },
}

/** Describes in a sentence when a rule opens an alert. */
export function ruleWords({ kind, params }: AlertRule): string {
  const { windowMinutes = 60, threshold = 0, measure, metric = 'lcp', consecutive = 1, minSamples = 1 } = params
  const time = durationWords(windowMinutes)
  const inARow = consecutive > 1 ? `, ${consecutive} times in a row` : ''
  switch (kind) {
    case 'newErrorGroup':
      return 'An error occurs that was never seen before.'
    case 'regression':
      return 'An error that was resolved occurs again.'
    case 'errorRate': {
      const limit = measure === 'count' ? formatNumber(threshold) : `${formatNumber(threshold * 100, 1)}\u00a0%`
      return `${limit} or more of the page views in ${time} have errors${inARow}.`
    }
    case 'vital': {
      const limit = quantityText(metricQuantity(metrics[metric], threshold))
      return `The p75 of ${metric.toUpperCase()} in ${time} is above ${limit}${inARow}; at least ${formatNumber(minSamples)} page views.`
    }
    case 'noTraffic':
      return `No page view in ${time}, where some usually come.`
    case 'refusals':
      return `${formatNumber(threshold)} or more submissions are refused in ${time}.`
    case 'crash':
      return `${formatNumber(threshold)} or more tabs crash in ${time}.`
    case 'case':
      return 'A report with a reference or a message of its visitor arrives.'
    case 'digest':
      return windowMinutes >= 10_080 ? 'Each Monday at 8:00 UTC.' : 'Each day at 8:00 UTC.'
  }
}

/** "15 minutes", "1 hour", "2 days". */
export function durationWords(minutes: number): string {
  const [size, unit] = minutes % 1440 === 0 ? [1440, 'day'] : minutes % 60 === 0 ? [60, 'hour'] : [1, 'minute']
  const count = minutes / size
  return `${formatNumber(count)} ${count === 1 ? unit : `${unit}s`}`
}

/** Filters as they stand in the address of a page: "device=!bot&path=/cart". */
export function filterText(filters: AlertRule['filters']): string {
  const texts = Object.entries(filters).map(([name, value]): [string, string] => [name, String(value)])
  return new URLSearchParams(texts).toString().replaceAll('%21', '!').replaceAll('%2F', '/')
}

const booleans = ['hasErrors', 'own']

/** Reads filters from the text or the address of a page that has them. */
export function parseFilters(text: string): AlertRule['filters'] {
  const query = new URLSearchParams(text.includes('?') ? text.slice(text.indexOf('?')) : text)
  const ignored = ['from', 'to', 'range', 'cursor', 'metric', 'status', 'breakdown', 'interval']
  const kept = [...query].filter(([name, value]) => value !== '' && !ignored.includes(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, booleans.includes(name) ? value === 'true' : value]))
}
