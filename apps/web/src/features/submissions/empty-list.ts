import { html } from 'lit'
import { isNarrowed, withoutFilters } from '../../address/address-filters.ts'
import { withBase } from '../../router/base-path.ts'
import { searchOf } from '../../router/search-of.ts'

/** Explains why the list is empty, and what to do about it. */
export function emptyList(query: URLSearchParams, isLive: boolean) {
  return isNarrowed(query, 'all')
    ? html`<section class="empty-state">
        <h2>Your filter excludes all</h2>
        <p>No stored submission matches${isLive ? '; matching ones will appear here as they arrive' : ''}.</p>
        <p><a href=${withBase(`/submissions${searchOf(withoutFilters(query))}`)}>Clear the filter</a></p>
      </section>`
    : html`<section class="empty-state">
        <h2>No data yet</h2>
        <p>
          <a href=${withBase('/setup')}>Add the tag</a> to your site, and every visit sends a submission. Or open
          <a href=${withBase('/')}>the report of this browser</a>: it stores one. It appears here by itself.
        </p>
        <pre><code>${`<script src="${location.origin}${withBase('/collector.js')}" defer></script>`}</code></pre>
      </section>`
}
