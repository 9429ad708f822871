import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { formatNumber } from '../../words/quantity.ts'
import { LightElement } from '../light-element.ts'
import './folded-text.css'

/** Shows a text of any length with its line breaks; a long one in part until unfolded. */
@customElement('folded-text')
export class FoldedText extends LightElement {
  @property({ attribute: false }) text = ''
  /** Characters shown before the fold. */
  @property({ type: Number }) limit = 400
  @state() private isOpen = false

  protected override render() {
    // slightly more than the limit is not worth a button
    const isLong = this.text.length > this.limit * 1.25
    const shown = isLong && !this.isOpen ? `${this.text.slice(0, this.limit)}…` : this.text
    return html`<span class="text">${shown}</span> ${isLong ? this.renderButton() : nothing}`
  }

  private renderButton() {
    return html`<button type="button" class="link" aria-expanded=${this.isOpen} @click=${this.toggle}>
      ${this.isOpen ? 'Show less' : `Show all ${formatNumber(this.text.length)} characters`}
    </button>`
  }

  private toggle(): void {
    this.isOpen = !this.isOpen
  }
}
