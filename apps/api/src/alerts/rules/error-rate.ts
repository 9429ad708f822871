import { formatCount, formatShare } from '@collector/schema/catalogue'
import { formatWindow } from '../words.ts'
import { countPageViews, type PageViewCounts } from './count-page-views.ts'
import { type Evaluate, nothing, undecided, viewOf, windowOf } from './rule.ts'

/** Finds too many page views with errors, in each of several consecutive windows. */
export const findErrorRate: Evaluate = async (db, rule, now) => {
  const { measure, threshold, minSamples, consecutive } = rule.params
  const window = windowOf(rule, now)
  let current: PageViewCounts | undefined
  for (let ago = 0; ago < consecutive; ago++) {
    const counted = await countPageViews(db, rule, windowOf(rule, now, ago))
    if (measure === 'share' && counted.pageViews < minSamples) return ago === 0 ? undecided : nothing
    const value = measured(counted, measure)
    if (value < threshold || value === 0) return nothing
    current ??= counted
  }
  if (!current) return nothing
  const share = formatShare(current.pageViewsWithErrors / current.pageViews)
  const limit = measure === 'share' ? formatShare(threshold) : formatCount(threshold, 'page view')
  return {
    findings: [
      {
        subject: '',
        value: measured(current, measure),
        title:
          measure === 'share'
            ? `${share} of page views have errors`
            : `${formatCount(current.pageViewsWithErrors, 'page view')} with errors`,
        text: `${formatCount(current.pageViewsWithErrors, 'page view')} of ${current.pageViews} (${share}) had errors ${formatWindow(window)}. The threshold is ${limit}.`,
        path: viewOf('/errors', rule, window),
        window,
      },
    ],
  }
}

function measured({ pageViews, pageViewsWithErrors }: PageViewCounts, measure: 'count' | 'share'): number {
  if (measure === 'count') return pageViewsWithErrors
  return pageViews === 0 ? 0 : pageViewsWithErrors / pageViews
}
