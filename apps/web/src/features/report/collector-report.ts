import type { FingerprintAnswer, FingerprintsAnswer } from '@collector/schema'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { LightElement } from '../../ui/light-element.ts'
import type { StoredErrors } from './overview/error-list.ts'
import type { ReportData, ReportView } from './report-data.ts'
import './overview/report-overview.ts'
import './performance/report-performance.ts'
import './raw-data/report-raw-data.ts'
import './collector-report.css'

const tabs = [
  { id: 'overview', label: 'Overview' },
  { id: 'performance', label: 'Performance' },
  { id: 'fingerprint', label: 'Fingerprint' },
  { id: 'raw-data', label: 'Raw Data' },
] as const

type TabId = (typeof tabs)[number]['id']

/**
 * Shows a submission in four tabs. The tab is in the address, so that a link opens it.
 * https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
 */
@customElement('collector-report')
export class CollectorReport extends LightElement {
  /** The submission to show. Its members may be of any kind. */
  @property({ attribute: false }) submission: ReportData = {}
  /** The text that was sent, for Raw Data; absent until then. */
  @property({ attribute: false }) sent?: ReportData
  /** True for the report of this browser. */
  @property({ type: Boolean }) live = false
  /** True while values may still come. */
  @property({ type: Boolean }) collecting = false
  /** True while this browser is still being checked. */
  @property({ type: Boolean }) checking = false
  /** How rare its fingerprint is among stored ones. */
  @property({ attribute: false }) rarity?: FingerprintAnswer | undefined
  @property({ attribute: false }) crowd?: FingerprintsAnswer | undefined
  /** Its errors with their groups and frames, by their places. */
  @property({ attribute: false }) storedErrors?: StoredErrors | undefined
  @state() private selected: TabId = tabOfAddress()
  /** Visited tabs: a tab renders when first visited, and then keeps its state. */
  private readonly visited = new Set<TabId>()

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('hashchange', this.followAddress)
    // after the first view
    void import('../diagnosis/report-checks.ts')
    void import('../diagnosis/report-privacy.ts')
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('hashchange', this.followAddress)
  }

  protected override render() {
    this.visited.add(this.selected)
    return html`<div role="tablist" aria-label="Report" @keydown=${this.onKeydown}>
        ${tabs.map(
          ({ id, label }) => html`<button
            type="button"
            role="tab"
            id="tab-${id}"
            aria-controls="panel-${id}"
            aria-selected=${this.selected === id}
            tabindex=${this.selected === id ? 0 : -1}
            @click=${() => this.select(id)}
          >
            ${label}
          </button>`,
        )}
      </div>
      ${tabs.map(
        ({ id }) => html`<div
          role="tabpanel"
          id="panel-${id}"
          aria-labelledby="tab-${id}"
          tabindex="0"
          ?hidden=${this.selected !== id}
        >
          ${this.visited.has(id) ? this.renderPanel(id) : nothing}
        </div>`,
      )}`
  }

  private renderPanel(id: TabId) {
    const view: ReportView = {
      data: this.submission,
      isCollecting: this.collecting,
      isLive: this.live,
      isChecking: this.checking,
      rarity: this.rarity,
      crowd: this.crowd,
      storedErrors: this.storedErrors,
    }
    switch (id) {
      case 'overview':
        return html`<report-overview .view=${view}></report-overview>`
      case 'performance':
        return html`<report-performance .view=${view}></report-performance>`
      case 'fingerprint':
        // not part of the first view: the element is upgraded when its module arrives
        void import('./fingerprint/report-fingerprint.ts')
        return html`<report-fingerprint .view=${view}></report-fingerprint>
            <report-privacy .view=${view}></report-privacy>`
      case 'raw-data':
        return html`<report-raw-data .data=${this.sent ?? this.submission} .isSent=${this.sent !== undefined}></report-raw-data>`
    }
  }

  private select(id: TabId): void {
    this.selected = id
    history.replaceState(history.state, '', `#${id}`)
  }

  private readonly followAddress = () => {
    this.selected = tabOfAddress()
  }

  private async onKeydown(event: KeyboardEvent): Promise<void> {
    const index = tabs.findIndex(({ id }) => id === this.selected)
    const targets: Record<string, number> = {
      ArrowRight: (index + 1) % tabs.length,
      ArrowLeft: (index - 1 + tabs.length) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    }
    const tab = tabs[targets[event.key] ?? -1]
    if (!tab) return
    event.preventDefault()
    this.select(tab.id)
    await this.updateComplete
    this.querySelector<HTMLElement>(`#tab-${tab.id}`)?.focus()
  }
}

function tabOfAddress(): TabId {
  return tabs.find(({ id }) => location.hash === `#${id}`)?.id ?? 'overview'
}
