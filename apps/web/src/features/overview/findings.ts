import type { OverviewAnswer } from '@collector/schema'
import { type MetricName, metrics } from '@collector/schema/catalogue'
import type { Tone } from '../../ui/text/tone.ts'
import { formatCount, formatNumber, metricQuantity, quantityText } from '../../words/quantity.ts'

/** A finding that needs attention. */
export interface Finding {
  tone: Extract<Tone, 'fair' | 'poor'>
  text: string
  about:
    | { kind: 'errors'; status: 'regressed' | 'unresolved' }
    | { kind: 'metric'; metric: MetricName }
    | { kind: 'traffic' }
}

/** Minimum number of samples; fewer may be chance. */
const enoughSamples = 30
const muchWorse = 1.2

/** Returns what is wrong, worst first; empty if nothing stands out. */
export function findings({ counts, vitals, errorGroups }: OverviewAnswer): Finding[] {
  const found: Finding[] = []
  const { pageViews, pageViewsWithErrors } = counts
  if (pageViews.current === 0 && pageViews.previous > 0) {
    found.push({
      tone: 'poor',
      text: 'No page views, although the previous period had some',
      about: { kind: 'traffic' },
    })
  }
  if (errorGroups.regressed > 0) {
    const text = `${formatCount(errorGroups.regressed, 'resolved error')} came back`
    found.push({ tone: 'poor', text, about: { kind: 'errors', status: 'regressed' } })
  }
  if (errorGroups.new > 0) {
    const text = `${formatCount(errorGroups.new, 'error')} never seen before`
    found.push({ tone: 'poor', text, about: { kind: 'errors', status: 'unresolved' } })
  }
  const [share, shareBefore] = (['current', 'previous'] as const).map((period) =>
    pageViews[period] < enoughSamples ? 0 : pageViewsWithErrors[period] / pageViews[period],
  ) as [number, number]
  if (shareBefore > 0 && share > shareBefore * muchWorse && share > 0.01) {
    const text = `Page views with errors rose from ${percent(shareBefore)} to ${percent(share)}`
    found.push({ tone: 'fair', text, about: { kind: 'errors', status: 'unresolved' } })
  }
  for (const { metric, p75, count, rating } of vitals) {
    if (p75.current === null || count.current < enoughSamples) continue
    const { unit } = metrics[metric]
    const value = (p75: number) => quantityText(metricQuantity(unit, p75))
    if (rating === 'poor') {
      const text = `${metric.toUpperCase()} is poor: ${value(p75.current)} or more for a quarter of page views`
      found.push({ tone: 'poor', text, about: { kind: 'metric', metric } })
    } else if (p75.previous && count.previous >= enoughSamples && p75.current > p75.previous * muchWorse) {
      const text = `${metric.toUpperCase()} went from ${value(p75.previous)} to ${value(p75.current)}`
      found.push({ tone: 'fair', text, about: { kind: 'metric', metric } })
    }
  }
  return found.sort((a, b) => Number(a.tone === 'fair') - Number(b.tone === 'fair'))
}

function percent(share: number): string {
  return `${formatNumber(share * 100, 1)} %`
}
