import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { absent } from '../../../ui/text/absent.ts'
import '../../../ui/copy-button.ts'
import './font-sample.ts'
import { asObject, asText, isObject, ownMember, type PlainObject } from '../../../api/readers.ts'
import { LightElement } from '../../../ui/light-element.ts'
import { jsonValue } from '../../../ui/text/json-value.ts'
import { term } from '../../../ui/text/term.ts'
import { formatCount, formatNumber } from '../../../words/quantity.ts'
import { missingText } from '../missing-text.ts'
import { asksForPrivacy, foundFonts, type ReportView, reportComponents, sectionText } from '../report-data.ts'
import { sectionTextView } from '../section-text.ts'
import { componentTables } from './component-table.ts'
import { identifiability } from './identifiability.ts'
import { isRasterPicture } from './raster-picture.ts'
import './report-fingerprint.css'

/**
 * The values that distinguish this browser from others.
 *
 * @event collect-fingerprint - requested although the browser asks not to be tracked
 */
@customElement('report-fingerprint')
export class ReportFingerprint extends LightElement {
  @property({ attribute: false }) view!: ReportView
  /** True if the time that each component took is shown. */
  @state() private hasTimes = false
  /** The stored picture that could not be shown. */
  @state() private brokenPicture?: string

  protected override render() {
    const text = sectionText(this.view.data['fingerprints'])
    if (text !== undefined) return sectionTextView(text)
    const fingerprints = asObject(this.view.data['fingerprints'])
    const components = reportComponents(fingerprints)
    if (components.length === 0 && !asText(fingerprints['hash'])) return this.renderNone()
    const { rarity } = this.view
    return html`${rarity ? identifiability(rarity) : nothing}
      <section>
        <div class="section-header">
          <h2>What is its fingerprint made of?</h2>
          <label>
            <input
              type="checkbox"
              role="switch"
              .checked=${this.hasTimes}
              @change=${(event: Event) => {
                this.hasTimes = (event.target as HTMLInputElement).checked
              }}
            />
            Show times
          </label>
        </div>
        <p class="hint">${formatCount(components.length, 'component')}. The name of each has its meaning behind it.</p>
        ${componentTables(fingerprints, { rarity, hasTimes: this.hasTimes })}
      </section>
      <div class="pair">
        ${this.renderCanvas(fingerprints)} ${this.renderWebgl(fingerprints)}
      </div>
      ${this.renderFonts(fingerprints)} ${this.renderHashes(fingerprints)}`
  }

  private renderNone() {
    const { data, isCollecting, isLive } = this.view
    if (asksForPrivacy(asObject(data['browser']))) {
      return html`<section class="empty-state">
        <h2>No fingerprint was collected</h2>
        <p>
          ${isLive ? 'Your' : 'This'} browser asks not to be tracked (Global Privacy Control or Do Not Track), and Collector
          keeps to it: nothing that identifies the browser was read or sent.
        </p>
        ${
          isLive
            ? html`<p>You can still collect it. It is then sent and stored with the rest of this report.</p>
              <button type="button" @click=${this.askForFingerprint}>Collect my fingerprint anyway</button>`
            : nothing
        }
      </section>`
    }
    return html`<section class="empty-state">
      <h2>${isCollecting ? 'Collecting…' : 'No fingerprint'}</h2>
      <p>
        ${
          isCollecting
            ? 'The fingerprint is read when the page has nothing else to do.'
            : 'This submission has no fingerprint: the page that sent it did not request one.'
        }
      </p>
    </section>`
  }

  private renderHashes(fingerprints: PlainObject) {
    return html`<section>
      <h2>Which hashes does it have?</h2>
      <dl class="hashes">
        ${this.renderHash(
          'Device fingerprint',
          'Hash of the stable components: the same browser has it on another day too. Nothing is stored in the browser.',
          fingerprints['hash'],
        )}
        ${this.renderHash(
          'Full hash',
          'Hash of all components, including those that change with time and place.',
          fingerprints['fullHash'],
        )}
      </dl>
    </section>`
  }

  private renderHash(label: string, meaning: string, value: unknown) {
    const hash = asText(value)
    return html`<div>
      <dt>${term(label, meaning)}</dt>
      <dd>
        ${
          hash === undefined
            ? this.renderMissing()
            : html`<code><folded-text .text=${hash} limit="200"></folded-text></code
              ><copy-button .text=${hash} what=${label}></copy-button>`
        }
      </dd>
    </div>`
  }

  private renderCanvas(fingerprints: PlainObject) {
    const picture = asText(fingerprints['canvas'])
    const hash = canvasHash(fingerprints)
    return html`<section>
      <h2>What does it draw?</h2>
      <div class="canvas-picture">
        ${
          picture && isRasterPicture(picture) && picture !== this.brokenPicture
            ? html`<img
                src=${picture}
                alt="The canvas as this browser drew it"
                @error=${() => {
                  this.brokenPicture = picture
                }}
              />`
            : picture
              ? html`<folded-text .text=${picture} limit="200"></folded-text>`
              : this.renderMissing()
        }
      </div>
      ${hash === undefined ? nothing : html`<p class="hint">Its hash is <code>${hash}</code></p>`}
    </section>`
  }

  private renderWebgl(fingerprints: PlainObject) {
    const webgl = fingerprints['webgl']
    const fields = asObject(webgl)
    const error = asText(fields['error'])
    const entries = Object.entries(fields).filter(([name]) => name !== 'error')
    return html`<section>
      <h2>Which graphics does it have?</h2>
      ${
        isObject(webgl) && error === undefined && entries.length > 0
          ? html`<dl class="webgl">
            ${entries.map(
              ([name, value]) => html`<div>
                <dt>${ownMember(webglLabels, name) ?? name.slice(0, 80)}</dt>
                <dd>${jsonValue(value)}</dd>
              </div>`,
            )}
          </dl>`
          : html`<p>${webgl !== undefined && !isObject(webgl) ? jsonValue(webgl) : this.renderMissing()}</p>`
      }
    </section>`
  }

  private renderFonts(fingerprints: PlainObject) {
    const fonts = foundFonts(fingerprints)
    return html`<section>
      <h2>Which fonts are installed?</h2>
      ${
        fonts === undefined
          ? html`<p>${this.renderMissing()}</p>`
          : html`<p class="hint">
              ${formatNumber(fonts.length)} of the fonts tested
              were found.${this.view.isLive ? ' Each is set in itself.' : ' Each is set in itself where this browser has it too.'}
            </p>
            <ul class="fonts">
              ${fonts.slice(0, 500).map((font) => html`<li><font-sample .family=${font.slice(0, 80)}></font-sample></li>`)}
            </ul>`
      }
    </section>`
  }

  private renderMissing() {
    return absent(missingText(this.view))
  }

  private askForFingerprint(): void {
    this.dispatchEvent(new Event('collect-fingerprint', { bubbles: true }))
  }
}

const webglLabels: Readonly<Record<string, string>> = {
  vendor: 'Vendor',
  renderer: 'Renderer',
  webglVersion: 'Version',
  shadingLanguageVersion: 'Shading language',
  antialias: 'Antialiasing',
}

function canvasHash(fingerprints: PlainObject): string | undefined {
  const value = asObject(asObject(fingerprints['components'])['canvas'])['value']
  const hash = asText(isObject(value) ? value['hash'] : value)
  return hash && hash.length <= 128 ? hash : undefined
}
