import { html } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { relativeTime } from '../../words/relative-time.ts'
import { formatDateTime, localZone, parseTime } from '../../words/time.ts'
import { LightElement } from '../light-element.ts'

const refreshMs = 30_000
const shown = new Set<TimeAgo>()
let refreshing: ReturnType<typeof setInterval> | undefined

/** Shows how long ago a time is, kept up to date, with the exact time behind. */
@customElement('time-ago')
export class TimeAgo extends LightElement {
  /** ISO 8601. */
  @property() at = ''

  override connectedCallback(): void {
    super.connectedCallback()
    shown.add(this)
    // one timer for all of a long list
    refreshing ??= setInterval(() => {
      for (const element of shown) element.requestUpdate()
    }, refreshMs)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    shown.delete(this)
    if (shown.size > 0) return
    clearInterval(refreshing)
    refreshing = undefined
  }

  protected override render() {
    const date = parseTime(this.at)
    if (!date) return 'unknown time'
    return html`<time datetime=${date.toISOString()} title="${formatDateTime(date)}, ${localZone()}">${relativeTime(date)}</time>`
  }
}

/** Shows how long ago a time in ISO 8601 is; null if it is unknown. */
export function timeAgo(at: string | null) {
  return html`<time-ago at=${at ?? ''}></time-ago>`
}
