import type { RelatedAnswer } from '@collector/schema'
import { html, nothing } from 'lit'
import { withBase } from '../../router/base-path.ts'
import './related-links.css'

/** Links to related submissions: others of its page view, and similar ones. */
export function relatedLinks(id: number, { pageView, visitorId, fingerprint, errorGroups }: RelatedAnswer) {
  const similar = [
    visitorId === null ? [] : [link('same visitor', { visitorId })],
    fingerprint === null ? [] : [link('same device fingerprint', { fingerprint })],
    fingerprint === null
      ? []
      : [link('its fingerprints over time', visitorId === null ? { hash: fingerprint } : { visitorId }, timelinePath)],
    errorGroups.map(({ groupKey, message }) => link(`same error: ${message}`, { groupKey })),
  ].flat()
  return html`${
    pageView.length > 1
      ? html`<nav class="related" aria-label="Submissions of this page view">
          <span class="label">This page view</span>
          ${pageView.map(
            ({ id: other, kind, submissionId, sequence }) =>
              html`<a href=${withBase(`/submissions/${submissionId}`)} aria-current=${other === id ? 'page' : nothing}>${kind === 'report' ? 'browser report' : (sequence ?? other)}</a>`,
          )}
        </nav>`
      : nothing
  }
  ${
    similar.length === 0
      ? nothing
      : html`<nav class="related" aria-label="Find similar">
          <span class="label">Find similar</span>
          ${similar}
        </nav>`
  }`
}

const timelinePath = '/fingerprints/browser'

function link(text: string, filter: Record<string, string>, path = '/submissions') {
  return html`<a href=${withBase(`${path}?${new URLSearchParams(filter)}`)}>${text}</a>`
}
