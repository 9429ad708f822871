import type { OverviewAnswer } from './api/overview.ts'
import type { PageItem } from './api/pages.ts'
import type { Dimension } from './dimensions.ts'
import { formatCount, formatMetric, formatShare } from './format.ts'
import { type MetricName, metricNames, metrics } from './metrics/index.ts'
import { rate } from './metrics/metric.ts'

/** Something that needs attention. */
export interface Finding {
  tone: 'fair' | 'poor'
  text: string
  about:
    | { kind: 'errors'; status: 'regressed' | 'unresolved' | 'new' }
    | { kind: 'metric'; metric: MetricName; only?: Partial<Record<Dimension | 'page', string>> }
    | { kind: 'traffic' }
}

/** A percentile of fewer samples may be chance. */
export const enoughSamples = 30
/** Values with fewer samples are ranked last. */
export const enoughToRank = 10
const muchWorse = 1.2
/** Maximum number of pages that are named. */
const maxPages = 3

/**
 * Returns the findings of an overview, worst first; empty if nothing stands out.
 *
 * @param pages those with most poor page views, in this order
 */
export function findings(overview: OverviewAnswer, pages: readonly PageItem[] = []): Finding[] {
  const found = [
    ...findTraffic(overview),
    ...findErrors(overview),
    ...findVitals(overview),
    ...findPages(pages),
    ...findVisitors(overview, 'device', overview.slowestDevices),
    ...findVisitors(overview, 'browser', overview.slowestBrowsers),
  ]
  return found.sort((a, b) => Number(a.tone === 'fair') - Number(b.tone === 'fair'))
}

/** Returns whether any of the pages is poor, but not named for its few samples. */
export function leavesOutPages(pages: readonly PageItem[]): boolean {
  return pages.some(({ vitals }) =>
    Object.values(vitals).some(({ rating, count }) => rating === 'poor' && count < enoughSamples),
  )
}

function findTraffic({ counts: { pageViews } }: OverviewAnswer): Finding[] {
  if (pageViews.current > 0 || pageViews.previous === 0) return []
  const text = 'No page views, although the previous period had some'
  return [{ tone: 'poor', text, about: { kind: 'traffic' } }]
}

function findErrors({ counts: { pageViews, pageViewsWithErrors }, errorGroups }: OverviewAnswer): Finding[] {
  const found: Finding[] = []
  if (errorGroups.regressed > 0) {
    const text = `${formatCount(errorGroups.regressed, 'resolved error')} regressed`
    found.push({ tone: 'poor', text, about: { kind: 'errors', status: 'regressed' } })
  }
  // in the first period all are new
  if (errorGroups.new > 0 && pageViews.previous > 0) {
    const text = `${formatCount(errorGroups.new, 'error')} never seen before`
    found.push({ tone: 'poor', text, about: { kind: 'errors', status: 'new' } })
  }
  const share = (period: 'current' | 'previous') =>
    pageViews[period] < enoughSamples ? 0 : pageViewsWithErrors[period] / pageViews[period]
  const [now, before] = [share('current'), share('previous')]
  if (before > 0 && now > before * muchWorse && now > 0.01) {
    const text = `Page views with errors rose from ${formatShare(before)} to ${formatShare(now)}`
    found.push({ tone: 'fair', text, about: { kind: 'errors', status: 'unresolved' } })
  }
  return found
}

function findVitals({ vitals }: OverviewAnswer): Finding[] {
  return vitals.flatMap(({ metric, p75, count, rating }): Finding[] => {
    if (p75.current === null || count.current < enoughSamples) return []
    const about = { kind: 'metric', metric } as const
    const text = describeVital(metric, p75.current)
    if (rating === 'poor') return [{ tone: 'poor', text, about }]
    if (p75.previous && count.previous >= enoughSamples && p75.current > p75.previous * muchWorse) {
      const [before, now] = [p75.previous, p75.current].map((value) => formatMetric(metric, value))
      return [{ tone: 'fair', text: `${metric.toUpperCase()} went from ${before} to ${now}`, about }]
    }
    return rating === 'good' ? [] : [{ tone: 'fair', text, about }]
  })
}

const ratingVerbs = { good: 'is good', 'needs-improvement': 'needs improvement', poor: 'is poor' }

/** Describes a p75 in words, as in "LCP is poor: 4.1 s or more for a quarter of page views". */
export function describeVital(metric: MetricName, p75: number): string {
  const value = formatMetric(metric, p75)
  return `${metric.toUpperCase()} ${ratingVerbs[rate(metrics[metric], p75)]}: ${value} or more for a quarter of page views`
}

/** Names the pages of which a vital is poor, each with the one that is poor in most page views. */
function findPages(pages: readonly PageItem[]): Finding[] {
  const found = pages.flatMap(({ path, vitals }): Finding[] => {
    const [metric] = metricNames
      .filter((name) => vitals[name].rating === 'poor' && vitals[name].count >= enoughSamples)
      .sort((a, b) => vitals[b].poor - vitals[a].poor)
    if (path === null || !metric) return []
    const { poor, count } = vitals[metric]
    const text = `${metric.toUpperCase()} is poor on ${path}: in ${poor} of ${formatCount(count, 'measured page view')}`
    return [{ tone: 'poor', text, about: { kind: 'metric', metric, only: { page: path } } }]
  })
  return found.slice(0, maxPages)
}

type Slow = OverviewAnswer['slowestDevices']

/** Names the devices or browsers whose LCP has a worse rating than that of all page views. */
function findVisitors({ vitals }: OverviewAnswer, dimension: 'device' | 'browser', values: Slow): Finding[] {
  const all = vitals.find(({ metric }) => metric === 'lcp')?.p75.current ?? 0
  const word = dimension === 'device' ? 'on' : 'in'
  return values.flatMap(({ value, count, p75 }): Finding[] => {
    if (value === null || p75.current === null || count.current < enoughSamples) return []
    const rating = rate(metrics.lcp, p75.current)
    if (p75.current <= all || rating === rate(metrics.lcp, all)) return []
    const values = `${formatMetric('lcp', p75.current)}, against ${formatMetric('lcp', all)} overall`
    return [
      {
        tone: 'fair',
        text: `LCP ${ratingVerbs[rating]} ${word} ${value}: ${values}`,
        about: { kind: 'metric', metric: 'lcp', only: { [dimension]: value } },
      },
    ]
  })
}
