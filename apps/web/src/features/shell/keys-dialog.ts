import { html } from 'lit'
import { customElement, query } from 'lit/decorators.js'
import { LightElement } from '../../ui/light-element.ts'
import '../../ui/ask-dialog.css'

const keys = [
  ['?', 'these keys'],
  ['Ctrl+K', 'go to a page or a submission'],
  ['/', 'search'],
  ['j', 'next row'],
  ['k', 'previous row'],
  ['Enter', 'open the row'],
  ['x', 'choose a submission to compare'],
] as const

/** Lists the keys of the dashboard. */
@customElement('keys-dialog')
export class KeysDialog extends LightElement {
  @query('dialog') private dialog!: HTMLDialogElement

  async open(): Promise<void> {
    await this.updateComplete
    if (!this.dialog.open) this.dialog.showModal()
  }

  protected override render() {
    return html`<dialog aria-labelledby="keys-title">
      <article>
        <h2 id="keys-title">Keys</h2>
        <dl>
          ${keys.map(([key, meaning]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${meaning}</dd></div>`)}
        </dl>
        <form method="dialog" class="dialog-buttons"><button class="outline secondary small">Close</button></form>
      </article>
    </dialog>`
  }
}
