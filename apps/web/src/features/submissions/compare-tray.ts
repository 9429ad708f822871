import type { SubmissionItem } from '@collector/schema'
import { html, nothing } from 'lit'
import { withBase } from '../../router/base-path.ts'
import './compare-tray.css'

/** Shows the submissions chosen for comparison with a link to it. Nothing while nothing is chosen. */
export function compareTray(chosen: readonly SubmissionItem[], clear: () => void) {
  const [a, b] = chosen
  if (!a) return nothing
  return html`<aside class="compare-tray" aria-label="Compare">
    <p role="status">${b ? html`<strong>${a.id}</strong> and <strong>${b.id}</strong>` : html`<strong>${a.id}</strong>: choose another`}</p>
    <a href=${withBase(`/compare?${new URLSearchParams({ a: a.submissionId, b: b?.submissionId ?? 'this-browser' })}`)}>
      ${b ? 'Compare them' : 'Compare with this browser'}
    </a>
    <button type="button" class="outline secondary small" @click=${clear}>Clear</button>
  </aside>`
}

/** Chooses a submission, or no longer if it was chosen. Two can be compared: a third replaces the first. */
export function toggleChosen(chosen: readonly SubmissionItem[], item: SubmissionItem): SubmissionItem[] {
  const others = chosen.filter(({ id }) => id !== item.id)
  return others.length < chosen.length ? others : [...others.slice(-1), item]
}
