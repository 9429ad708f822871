import type { Identity } from '@collector/user-agent'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { asArray, asObject, asText, type PlainObject } from '../../../api/readers.ts'
import { LightElement } from '../../../ui/light-element.ts'
import { absent } from '../../../ui/text/absent.ts'
import { mark } from '../../../ui/text/mark.ts'
import { missingText } from '../missing-text.ts'
import { pageUrl, type ReportView, sectionText } from '../report-data.ts'
import { sectionTextView } from '../section-text.ts'
import { vitals } from '../vitals.ts'
import { browserDetails, type Detail } from './browser-details.ts'
import { errorList } from './error-list.ts'
import { otherDetails } from './other-details.ts'
import { statusIndicators } from './status-indicators.ts'
import './report-overview.css'

/** The report at a glance: is anything wrong, which browser is it, how fast was the page. */
@customElement('report-overview')
export class ReportOverview extends LightElement {
  @property({ attribute: false }) view!: ReportView
  @state() private identify?: (browser: PlainObject) => Identity

  override async connectedCallback(): Promise<void> {
    super.connectedCallback()
    // loaded on demand: its patterns weigh 4 kB (brotli), and the content above does not wait
    const { identifyBrowser } = await import('@collector/user-agent')
    this.identify = identifyBrowser
  }

  protected override render() {
    return html`${this.renderStatus()}
      <section>
        <header class="section-header">
          <h2>How did the page perform?</h2>
          ${
            // the page that a customer is sent asks for nothing but the number
            this.view.isLive ? nothing : html`<a href="#performance">Why?</a>`
          }
        </header>
        ${vitals(this.view)}
      </section>
      ${this.renderErrors()}
      <report-checks .view=${this.view}></report-checks>
      ${this.renderBrowser()}`
  }

  private renderStatus() {
    const browser = this.view.data['browser']
    if (sectionText(browser) !== undefined) return nothing
    return html`<section>
      <h2>Status</h2>
      <ul class="tiles indicators">
        ${statusIndicators(asObject(browser)).map(
          ({ name, tone, word, detail }) => html`<li class="tile">
            <p class="label">${name}</p>
            <p class="word">
              ${this.isPending(tone === 'absent') ? absent('…') : html`${mark(tone)}<span>${word}</span>`}
            </p>
            <p class="detail">${tone === 'absent' ? missingText(this.view) : detail}</p>
          </li>`,
        )}
      </ul>
    </section>`
  }

  private renderErrors() {
    const { data, isLive } = this.view
    const text = sectionText(data['errors'])
    const count = asArray(data['errors']).length
    return html`<section>
      <header class="section-header">
        <h2>Errors</h2>
        ${
          isLive
            ? html`<button type="button" class="outline secondary small" @click=${throwTestError}>Throw a test error</button>`
            : nothing
        }
      </header>
      <div aria-live=${isLive ? 'polite' : 'off'}>
        ${
          text !== undefined
            ? sectionTextView(text)
            : count === 0
              ? html`<p class="no-errors">${mark('good')} ${isLive ? 'No errors so far' : 'No errors'}</p>`
              : errorList(data['errors'], pageUrl(data), this.view.storedErrors)
        }
      </div>
    </section>`
  }

  private renderBrowser() {
    const { data } = this.view
    const text = sectionText(data['browser'])
    if (text !== undefined) {
      return html`<section>
        <h2>What browser is it?</h2>
        ${sectionTextView(text)}
      </section>`
    }
    if (!this.identify) return nothing
    const browser = asObject(data['browser'])
    const userAgent = asText(browser['userAgent'])
    const others = otherDetails(browser)
    const groups = [
      ...browserDetails(browser, this.identify(browser)),
      ...(others.length > 0 ? [{ title: 'More', details: others }] : []),
    ]
    return html`<section>
      <h2>What browser is it?</h2>
      <div class="details">
        ${groups.map(
          ({ title, details }) => html`<div>
            <h3>${title}</h3>
            <dl>
              ${details.map((detail) => this.renderDetail(detail))}
            </dl>
          </div>`,
        )}
      </div>
      <dl class="user-agent">
        ${this.renderDetail({ label: 'User agent', value: userAgent })}
      </dl>
    </section>`
  }

  private renderDetail({ label, value, note }: Detail) {
    const shown = value === undefined ? this.renderMissing() : html`<folded-text .text=${value}></folded-text>`
    return html`<div>
      <dt>${label}</dt>
      <dd>${shown}${note ? html`<small>${note}</small>` : nothing}</dd>
    </div>`
  }

  private renderMissing() {
    return absent(missingText(this.view))
  }

  private isPending(isAbsent: boolean): boolean {
    return isAbsent && this.view.isCollecting
  }
}

/** Throws a real error, which is collected like every uncaught error of the page. */
function throwTestError(): void {
  throw new Error('Test error: thrown on purpose by the button of this page')
}
