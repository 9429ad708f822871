import { html } from 'lit'
import { customElement, query, state } from 'lit/decorators.js'
import { submissionIdOf } from '../../address/submission-number.ts'
import { withBase } from '../../router/base-path.ts'
import { navigate } from '../../router/navigate.ts'
import { LightElement } from '../../ui/light-element.ts'
import { destinationsOf } from './destinations.ts'
import '../../ui/ask-dialog.css'
import './go-to-dialog.css'

/** Goes to a page by its name, to a submission by its number, or searches the submissions for a text. */
@customElement('go-to-dialog')
export class GoToDialog extends LightElement {
  @state() private wanted = ''
  @query('dialog') private dialog!: HTMLDialogElement
  @query('input') private input!: HTMLInputElement

  async open(): Promise<void> {
    await this.updateComplete
    if (this.dialog.open) return
    this.wanted = ''
    this.input.value = ''
    this.dialog.showModal()
    this.input.focus()
  }

  protected override render() {
    const found = destinationsOf(this.wanted, submissionIdOf(this.wanted) !== undefined)
    return html`<dialog aria-label="Go to">
      <article>
        <form @submit=${this.onSubmit}>
          <input
            type="search"
            aria-label="Page, submission number, or text"
            placeholder="Page, submission number, or text"
            autocomplete="off"
            @input=${() => {
              this.wanted = this.input.value
            }}
          />
        </form>
        <ul class="destinations">
          ${found.map(({ path, label }) => html`<li><a href=${withBase(path)} @click=${() => this.dialog.close()}>${label}</a></li>`)}
        </ul>
      </article>
    </dialog>`
  }

  private onSubmit(event: SubmitEvent): void {
    event.preventDefault()
    const [first] = destinationsOf(this.wanted, submissionIdOf(this.wanted) !== undefined)
    this.dialog.close()
    if (first) navigate(withBase(first.path))
  }
}
