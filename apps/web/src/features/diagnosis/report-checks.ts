import { type CheckName, checks } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { asObject, asText } from '../../api/readers.ts'
import { LightElement } from '../../ui/light-element.ts'
import { mark } from '../../ui/text/mark.ts'
import type { Tone } from '../../ui/text/tone.ts'
import type { ReportView } from '../report/report-data.ts'
import './diagnosis.css'

const tones: Readonly<Record<string, Tone>> = { good: 'good', fair: 'fair', poor: 'poor' }
const words: Readonly<Record<Tone, string>> = {
  good: 'Works',
  fair: 'Look at it',
  poor: 'Fails',
  info: '',
  absent: 'Unknown',
}
const rank: readonly Tone[] = ['poor', 'fair', 'good', 'absent']

/** One check, as it is shown. */
interface Row {
  name: CheckName
  tone: Tone
  detail: string | undefined
}

/**
 * The checks of a report, those that need attention first.
 *
 * @event try-pop-up - requested to open a window
 */
@customElement('report-checks')
export class ReportChecks extends LightElement {
  @property({ attribute: false }) view!: ReportView

  protected override render() {
    const { data, isLive } = this.view
    const sent = asObject(asObject(data['diagnosis'])['checks'])
    const rows = rowsOf(sent)
    if (!isLive && rows.length === 0) return nothing
    return html`<section>
      <h2>Does everything work?</h2>
      <p class="hint" role=${isLive ? 'status' : nothing}>${this.renderSummary(rows)}</p>
      <ul class="diagnosis-list">
        ${rows.map((row) => this.renderRow(row))} ${isLive && !('popUps' in sent) ? this.renderPopUps() : nothing}
      </ul>
    </section>`
  }

  private renderSummary(rows: readonly Row[]) {
    const { isChecking } = this.view
    if (isChecking) return html`<span aria-busy="true">Checking… ${rows.length} done</span>`
    if (rows.length === 0) return 'Nothing was checked.'
    const troubles = rows.filter(({ tone }) => tone === 'fair' || tone === 'poor').length
    const found = troubles === 0 ? 'Nothing to do' : `${troubles} of ${rows.length} to look at`
    return `${found}.`
  }

  private renderRow({ name, tone, detail }: Row) {
    const { label, meaning, advice } = checks[name]
    return html`<li>
      <p class="name">${mark(tone)} <strong>${label}</strong></p>
      <p class="answer"><span class="visually-hidden">${words[tone]}: </span>${detail ?? words[tone]}</p>
      <p class="hint">${meaning}${tone === 'poor' || tone === 'fair' ? html` <strong>${advice}</strong>` : nothing}</p>
    </li>`
  }

  private renderPopUps() {
    const { label, meaning } = checks.popUps
    return html`<li>
      <p class="name">${mark('absent')} <strong>${label}</strong></p>
      <p class="answer">
        <button
          type="button"
          class="outline secondary small"
          @click=${() => this.dispatchEvent(new Event('try-pop-up', { bubbles: true }))}
        >
          Try a pop-up
        </button>
      </p>
      <p class="hint">${meaning} The window closes by itself.</p>
    </li>`
  }
}

function rowsOf(sent: Readonly<Record<string, unknown>>): Row[] {
  return (Object.keys(checks) as CheckName[])
    .flatMap((name) => {
      if (!Object.hasOwn(sent, name)) return []
      const { state, detail } = asObject(sent[name])
      return [{ name, tone: tones[asText(state) ?? ''] ?? ('absent' as const), detail: asText(detail)?.slice(0, 300) }]
    })
    .sort((a, b) => rank.indexOf(a.tone) - rank.indexOf(b.tone))
}
