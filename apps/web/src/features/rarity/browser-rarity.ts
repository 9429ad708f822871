import type { FingerprintAnswer } from '@collector/schema'
import { enoughBrowsers } from '@collector/schema/catalogue'
import type { Progress } from '@collector/sdk'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { withBase } from '../../router/base-path.ts'
import { LightElement } from '../../ui/light-element.ts'
import '../../ui/table/data-table.ts'
import type { Column } from '../../ui/table/data-table.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'
import { componentLabel } from '../report/fingerprint/component-label.ts'
import { oneIn } from '../report/fingerprint/identifiability.ts'

type Row = FingerprintAnswer['components'][number]

const columns: readonly Column<Row>[] = [
  {
    label: 'Component',
    value: ({ name }) => componentLabel(name),
    isWide: true,
  },
  {
    label: 'Same value',
    value: ({ count, total }) => count / total,
    render: (row) => `${oneIn(row)} of ${formatNumber(row.total)}`,
    isNumeric: true,
  },
  { label: 'Bits', value: ({ bits }) => bits, render: ({ bits }) => formatNumber(bits, 1), isNumeric: true },
]

/** Says how rare the fingerprint is that this page sent, once it is stored. Only where the server has PUBLIC_RARITY. */
@customElement('browser-rarity')
export class BrowserRarity extends LightElement {
  @property({ attribute: false }) stored: Progress['stored']
  @state() private answer?: FingerprintAnswer
  @state() private failure?: string
  /** The fingerprint that was asked about: later submissions of the page repeat it. */
  private asked?: string

  protected override willUpdate(): void {
    const { submission, submissionId } = this.stored ?? {}
    const hash = submission?.fingerprints?.hash
    if (submissionId === undefined || hash === undefined || hash === this.asked) return
    this.asked = hash
    void this.ask(submissionId)
  }

  protected override render() {
    if (this.failure) return html`<p class="hint">How rare this browser is could not be asked: ${this.failure}</p>`
    if (!this.answer) return nothing
    const { total } = this.answer
    return html`<details>
      <summary>
        This browser's fingerprint: <strong>${oneIn(this.answer)}</strong> of ${formatCount(total, 'browser')} seen here
      </summary>
      <p class="hint">
        ${
          total < enoughBrowsers
            ? 'So few browsers tell little about how rare it is.'
            : 'The values at the top distinguish this browser most. Each bit halves the number of browsers that have the value.'
        }
      </p>
      <data-table label="How rare each component is" .columns=${columns} .rows=${this.answer.components}></data-table>
    </details>`
  }

  private async ask(submissionId: string): Promise<void> {
    try {
      const response = await fetch(withBase(`/public/rarity?submissionId=${submissionId}`))
      if (!response.ok) throw new Error(`the server answered ${response.status}.`)
      this.answer = (await response.json()) as FingerprintAnswer
      this.failure = undefined
    } catch (error) {
      this.failure = error instanceof TypeError ? 'the server cannot be reached.' : (error as Error).message
    }
  }
}
