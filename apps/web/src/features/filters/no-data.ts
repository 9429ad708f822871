import { html } from 'lit'
import { readFilters, readTimeRange, withFilters, withoutFilters } from '../../address/address-filters.ts'
import type { Narrowing } from '../../address/narrowed-address.ts'
import { withBase } from '../../router/base-path.ts'
import { searchOf } from '../../router/search-of.ts'

/** Explains why there is nothing to show, and what to do about it; `what` as in "page view". */
export function noData(what: string, { query, pageRange }: Narrowing) {
  const here = location.pathname
  const { from, to, ...filters } = readFilters(query, 'all')
  if (Object.keys(filters).length > 0) {
    return html`<section class="empty-state">
      <h2>Your filter excludes all</h2>
      <p>No ${what} in this time matches. <a href="${here}${searchOf(withoutFilters(query))}">Clear the filter</a></p>
    </section>`
  }
  if (readTimeRange(query, pageRange) !== 'all') {
    return html`<section class="empty-state">
      <h2>No ${what} in this time</h2>
      <p><a href="${here}${searchOf(withFilters(query, { range: 'all' }))}">Show all data</a></p>
      <p>No data at all? <a href=${withBase('/setup')}>Add the tag to your pages</a></p>
    </section>`
  }
  return html`<section class="empty-state">
    <h2>No ${what} yet</h2>
    <p><a href=${withBase('/setup')}>Add the tag to your pages</a>, and every visit sends data.</p>
  </section>`
}
