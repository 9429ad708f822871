import { inconsistencies, type ProtectionInfo, type ProtectionName, protections } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { asArray, asObject, asText, ownMember } from '../../api/readers.ts'
import { LightElement } from '../../ui/light-element.ts'
import { mark } from '../../ui/text/mark.ts'
import type { Tone } from '../../ui/text/tone.ts'
import { componentLabel } from '../report/fingerprint/component-label.ts'
import type { ReportView } from '../report/report-data.ts'
import { gainWords } from './protections/gain-words.ts'
import { protectionGain } from './protections/protection-gain.ts'
import './diagnosis.css'

const tones: Readonly<Record<string, Tone>> = { on: 'good', off: 'info', unknown: 'absent' }
const words: Readonly<Record<string, string>> = { on: 'On', off: 'Off', unknown: 'Unknown' }
/** Limits, because a submission may hold anything. */
const maxInconsistencies = 50
const maxEvidence = 20

/** The protections of a browser against being recognised, and its answers that contradict each other. */
@customElement('report-privacy')
export class ReportPrivacy extends LightElement {
  @property({ attribute: false }) view!: ReportView

  protected override render() {
    const diagnosis = asObject(this.view.data['diagnosis'])
    return html`${this.renderProtections(asObject(diagnosis['protections']))}
    ${diagnosis['inconsistencies'] === undefined ? nothing : this.renderInconsistencies(asArray(diagnosis['inconsistencies']))}`
  }

  private renderProtections(sent: Readonly<Record<string, unknown>>) {
    const names = (Object.keys(protections) as ProtectionName[]).filter((name) => Object.hasOwn(sent, name))
    if (names.length === 0) return nothing
    const stateOf = (name: ProtectionName) => asText(sent[name]) ?? ''
    const order = Object.keys(words)
    return html`<section>
      <h2>What protects this browser?</h2>
      <p class="hint">Protections against being recognised. Unknown is what the browser does not tell a page.</p>
      <ul class="diagnosis-list">
        ${[...names]
          .sort((a, b) => order.indexOf(stateOf(a)) - order.indexOf(stateOf(b)))
          .map(
            (name) => html`<li>
              <p class="name">${mark(tones[stateOf(name)] ?? 'absent')} <strong>${protections[name].label}</strong></p>
              <p class="answer">${words[stateOf(name)] ?? 'Unknown'}</p>
              <p class="hint">${protections[name].meaning} ${stateOf(name) === 'on' ? this.renderGain(protections[name]) : nothing}</p>
            </li>`,
          )}
      </ul>
    </section>`
  }

  /** Compares the component that a protection hides with those of the browsers seen here. */
  private renderGain({ component }: ProtectionInfo) {
    const { rarity, crowd } = this.view
    const gain = component && rarity && crowd && protectionGain(component, rarity, crowd)
    return gain ? gainWords(componentLabel(component), gain) : nothing
  }

  private renderInconsistencies(found: readonly unknown[]) {
    return html`<section>
      <h2>Does it contradict itself?</h2>
      ${
        found.length === 0
          ? html`<p>No contradiction was found: page, worker, requests and styles say the same.</p>`
          : html`<p class="hint">
                These answers differ, though they should agree. Extensions, privacy settings, proxies and developer tools do
                this; it says nothing about the person.
              </p>
              <ul class="diagnosis-list">
                ${found.slice(0, maxInconsistencies).map((entry) => this.renderInconsistency(entry))}
              </ul>`
      }
    </section>`
  }

  private renderInconsistency(entry: unknown) {
    const { name, evidence } = asObject(entry)
    const sent = asText(name)?.slice(0, 80) ?? 'unknown'
    const info: { label: string; meaning?: string } = ownMember(inconsistencies, sent) ?? { label: sent }
    return html`<li>
      <p class="name">${mark('fair')} <strong>${info.label}</strong></p>
      <div class="answer">
        ${Object.entries(asObject(evidence))
          .slice(0, maxEvidence)
          .map(
            ([source, value]) => html`<p>
              <small>${source.slice(0, 80)}</small> <folded-text .text=${asText(value) ?? String(value)} limit="200"></folded-text>
            </p>`,
          )}
      </div>
      <p class="hint">${info.meaning}</p>
    </li>`
  }
}
