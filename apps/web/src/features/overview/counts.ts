import type { OverviewAnswer } from '@collector/schema'
import { html } from 'lit'
import { change } from '../../ui/text/change.ts'
import { tile } from '../../ui/tile.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'

/** Shows the numbers of page views and errors; `errorsAddress` leads to the errors. */
export function overviewCounts({ counts, errorGroups }: OverviewAnswer, errorsAddress: string) {
  const { pageViews, pageViewsWithErrors, errors } = counts
  // in the first period all would be more than before
  const previous = pageViews.previous === 0 ? { previous: null } : {}
  const shareIn = (period: 'current' | 'previous') =>
    pageViews[period] === 0 ? 0 : (pageViewsWithErrors[period] / pageViews[period]) * 100
  const share = { current: shareIn('current'), previous: shareIn('previous') }
  return html`<ul class="tiles counts">
    ${tile('Page views', formatNumber(pageViews.current), change({ ...pageViews, ...previous }))}
    ${tile(
      'Page views with errors',
      html`${formatNumber(share.current, 1)}<span class="unit"> %</span>`,
      html`${formatCount(pageViewsWithErrors.current, 'page view')}, ${change({ ...share, ...previous }, { more: 'worse', isShare: true })}`,
    )}
    ${tile('Errors', formatNumber(errors.current), change({ ...errors, ...previous }, { more: 'worse' }))}
    ${tile(
      'Open error groups',
      html`<a href=${errorsAddress}>${formatNumber(errorGroups.open)}</a>`,
      `${formatNumber(errorGroups.new)} new, ${formatNumber(errorGroups.regressed)} regressed`,
    )}
  </ul>`
}
