import type { ChosenErrorStatus, ErrorGroupAnswer, ErrorStatus } from '@collector/schema'
import { html, nothing } from 'lit'
import { withBase } from '../../router/base-path.ts'
import { errorTitle } from '../errors/error-group-list.ts'
import { errorNoise } from '../errors/error-noise.ts'
import '../../ui/copy-button.ts'
import { errorActions, errorStatus } from '../errors/error-status.ts'
import '../../ui/text/folded-text.ts'
import { mark } from '../../ui/text/mark.ts'
import { timeAgo } from '../../ui/text/time-ago.ts'
import { tile } from '../../ui/tile.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'
import { formatDateTime, localZone, parseTime } from '../../words/time.ts'
import { errorKinds } from '../errors/error-words.ts'
import { errorMarkdown } from './error-markdown.ts'
import type { ErrorAndAll } from './get-error-and-all.ts'
import { tellingTraits } from './shared-traits.ts'
import './group-head.css'

/** A status change made on this page. */
export interface GroupChange {
  status: ErrorStatus
  /** Its previous status, while the change can be undone. */
  before: ErrorStatus | undefined
}

/** Actions on a group. Those without an argument open a dialog that asks for one. */
export interface GroupActions {
  setStatus: (status: ChosenErrorStatus) => void
  resolveInRelease: () => void
  merge: () => void
}

/** Shows what an error group is, which status it has, and how often it occurred. */
export function groupHead(
  { group, overview }: ErrorAndAll,
  changed: GroupChange | undefined,
  failure: string,
  actions: GroupActions,
) {
  const { name, message, type, source, noise, count, pageViews, firstSeen, lastSeen, firstRelease } = group
  const status = changed?.status ?? group.status
  const telling = tellingTraits(group, overview)
  return html`<header class="group-head">
    <h1 tabindex="-1"><folded-text .text=${errorTitle(name, message)} limit="240"></folded-text></h1>
    <p class="about">
      ${errorStatus(status)} ${resolvedIn(status, group)} ${type === 'error' ? nothing : html`<span>${errorKinds[type]}</span>`} ${errorNoise(noise)}
      ${source ? html`<span class="source"><folded-text .text=${source} limit="160"></folded-text></span>` : nothing}
    </p>
    <div class="actions">
      ${errorActions(status, changed?.before, 'this error', actions.setStatus)}
      ${status === 'open' || status === 'regressed' ? button('Resolve in a release', actions.resolveInRelease) : nothing}
      ${button('Merge', actions.merge)}
      <copy-button
        .text=${() => errorMarkdown(group, overview, location.origin + withBase(`/errors/${group.groupKey}`))}
        label="Copy as Markdown"
        what="for an issue tracker"
      ></copy-button>
    </div>
    ${failure ? html`<p role="alert" class="tone-poor">${failure}</p>` : nothing}
    <ul class="tiles">
      ${tile('Page views', formatNumber(pageViews), byVisitors(group))}
      ${tile('Occurrences', formatNumber(count), 'in this time')}
      ${tile('Last seen', timeAgo(lastSeen), timeText(lastSeen))} ${tile('First seen', timeAgo(firstSeen), html`${timeText(firstSeen)}${firstRelease === null ? nothing : html`, in ${firstRelease}`}`)}
    </ul>
    ${
      telling.length === 0
        ? nothing
        : html`<ul class="telling findings">
            ${telling.map((text) => html`<li>${mark('info')} ${text}</li>`)}
          </ul>`
    }
  </header>`
}

function byVisitors({ pageViews, visitors }: ErrorGroupAnswer): string {
  if (visitors.count === 0) return 'with this error'
  const by = `by ${formatCount(visitors.count, 'visitor')}`
  return visitors.pageViews < pageViews ? `${formatNumber(visitors.pageViews)} of them ${by}` : by
}

function button(label: string, act: () => void) {
  return html`<button type="button" class="outline secondary small" aria-haspopup="dialog" @click=${act}>${label}…</button>`
}

function timeText(text: string): string {
  const date = parseTime(text)
  return date ? `${formatDateTime(date)}, ${localZone()}` : '–'
}

/** Names the release that resolves a group, while it does. */
function resolvedIn(status: ErrorStatus, { resolvedInRelease }: ErrorGroupAnswer) {
  if (resolvedInRelease === null || (status !== 'resolved' && status !== 'regressed')) return nothing
  return html`<span>in release ${resolvedInRelease}</span>`
}
