import type { ChosenErrorStatus, ErrorGroup, ErrorStatus } from '@collector/schema'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { withBase } from '../../router/base-path.ts'
import { sparkline } from '../../ui/chart/sparkline.ts'
import { type TimeSeries, timeSeries } from '../../ui/chart/time-buckets.ts'
import { isTyping } from '../../ui/is-typing.ts'
import { LightElement } from '../../ui/light-element.ts'
import { timeAgo } from '../../ui/text/time-ago.ts'
import { formatCount, formatNumber, nounFor } from '../../words/quantity.ts'
import { shortLabel } from '../../words/short-label.ts'
import { parseTime } from '../../words/time.ts'
import { errorNoise } from './error-noise.ts'
import { errorActions, errorStatus } from './error-status.ts'
import { errorKinds } from './error-words.ts'
import './error-group-list.css'

/** A requested change of a group's status. */
export interface StatusWish {
  group: ErrorGroup
  status: ChosenErrorStatus
}

/**
 * Lists error groups with a sparkline and actions each. `j` and `k` move to the next and previous one, Enter opens
 * it.
 *
 * @event set-status - with a StatusWish
 */
@customElement('error-group-list')
export class ErrorGroupList extends LightElement {
  @property({ attribute: false }) groups: readonly ErrorGroup[] = []
  /** Time range of all series. */
  @property({ attribute: false }) window:
    | { from: string; to: string; interval: TimeSeries<never>['interval'] }
    | undefined
  /** Start of the requested time: open groups that were first seen in it are new. */
  @property({ attribute: false }) newSince: string | undefined
  /** Statuses before they were changed here, by group key. */
  @property({ attribute: false }) statusesBefore: ReadonlyMap<string, ErrorStatus> = new Map()
  @property({ attribute: false }) addressOf: (groupKey: string) => string = (groupKey) =>
    withBase(`/errors/${groupKey}`)

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('keydown', this.onKey)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('keydown', this.onKey)
  }

  protected override render() {
    return html`<ol class="error-groups">
      ${repeat(
        this.groups,
        ({ groupKey }) => groupKey,
        (group) => this.renderGroup(group),
      )}
    </ol>`
  }

  private renderGroup(group: ErrorGroup) {
    const { groupKey, type, name, message, source, noise, count, pageViews, status } = group
    const before = this.statusesBefore.get(groupKey)
    const title = errorTitle(name, message)
    return html`<li class=${before ? 'changed' : ''}>
      <div class="what">
        <a href=${this.addressOf(groupKey)}>${title.slice(0, 300)}</a>
        <p class="about">
          ${errorStatus(status)} ${this.isNew(group) ? html`<strong>New</strong>` : nothing} ${type === 'error' ? nothing : html`<span>${errorKinds[type]}</span>`} ${errorNoise(noise)}
          ${source ? html`<span class="source" title=${source.slice(0, 500)}>${shortLabel(source, 48)}</span>` : nothing}
        </p>
      </div>
      <div class="trend">${this.renderTrend(group)}</div>
      <p class="figures">
        ${
          // a browser's report belongs to no page view
          pageViews === 0
            ? html`<span>${strongCount(count, 'occurrence')}</span>`
            : html`<span>${strongCount(pageViews, 'page view')}</span>
                <span class="absent">${formatCount(count, 'occurrence')}</span>`
        }
      </p>
      <p class="seen">
        <span>Last ${timeAgo(group.lastSeen)}</span>
        <span>First ${timeAgo(group.firstSeen)}</span>
      </p>
      <div class="actions">
        ${errorActions(status, before, title.slice(0, 80), (wish) => this.ask({ group, status: wish }))}
      </div>
    </li>`
  }

  private isNew({ status, firstSeen }: ErrorGroup): boolean {
    const since = parseTime(this.newSince)
    return status === 'open' && since !== undefined && Date.parse(firstSeen) >= since.getTime()
  }

  private renderTrend({ series, count }: ErrorGroup) {
    if (!this.window) return nothing
    const { buckets } = timeSeries(series, this.window.interval, this.window)
    const counts = buckets.map(({ row }) => row?.count ?? 0)
    return sparkline(
      counts,
      `${formatCount(count, 'occurrence')}, at most ${formatNumber(Math.max(0, ...counts))} in one ${this.window.interval}`,
    )
  }

  private ask(wish: StatusWish): void {
    this.dispatchEvent(new CustomEvent('set-status', { detail: wish }))
  }

  private readonly onKey = (event: KeyboardEvent) => {
    if (isTyping(event) || (event.key !== 'j' && event.key !== 'k')) return
    const links = [...this.querySelectorAll<HTMLElement>('.what a')]
    const index = links.findIndex((link) => link.closest('li') === document.activeElement?.closest('li'))
    const link = links[event.key === 'j' ? index + 1 : Math.max(0, index - 1)]
    link?.focus({ preventScroll: true })
    link?.scrollIntoView({ block: 'nearest' })
  }
}

function strongCount(count: number, noun: string) {
  return html`<strong>${formatNumber(count)}</strong> ${nounFor(count, noun)}`
}

/** Returns the message, preceded by the error's name unless it begins with it. */
export function errorTitle(name: string | null, message: string): string {
  const text = message || 'no message'
  return name && !text.startsWith(name) ? `${name}: ${text}` : text
}
