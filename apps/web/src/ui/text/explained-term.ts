import { html } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { LightElement } from '../light-element.ts'
import './explained-term.css'

let made = 0

/** A term with its explanation, which opens above the page, so that nothing moves. */
@customElement('explained-term')
export class ExplainedTerm extends LightElement {
  @property({ attribute: false }) name: unknown
  @property({ attribute: false }) meaning: unknown
  private readonly meaningId = `meaning-${++made}`

  protected override render() {
    return html`<button type="button" class="explained" popovertarget=${this.meaningId}>${this.name}<span class="ask" aria-hidden="true">?</span></button>
      <div popover class="meaning" id=${this.meaningId}>${this.meaning}</div>`
  }
}
