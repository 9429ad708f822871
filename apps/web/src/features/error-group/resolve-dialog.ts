import { html, nothing } from 'lit'
import { customElement, property, query, state } from 'lit/decorators.js'
import { LightElement } from '../../ui/light-element.ts'
import '../../ui/ask-dialog.css'
import './group-dialogs.css'

/** Asks for the release that resolves an error. */
@customElement('resolve-dialog')
export class ResolveDialog extends LightElement {
  /** Lists the known releases, newest first. */
  @property({ attribute: false }) releases: () => Promise<string[]> = async () => []
  /** Resolves; a thrown error is shown. */
  @property({ attribute: false }) resolve: (release: string) => Promise<void> = async () => {}
  @state() private known: string[] = []
  @state() private failure = ''
  @query('dialog') private dialog!: HTMLDialogElement
  @query('input') private input!: HTMLInputElement

  async open(): Promise<void> {
    await this.updateComplete
    this.dialog.showModal()
    // a release can be named without the list
    this.known = await this.releases().catch(() => [])
    if (this.input.value === '') this.input.value = this.known[0] ?? ''
    this.input.select()
  }

  protected override render() {
    return html`<dialog aria-labelledby="resolve-heading">
      <article>
        <h2 id="resolve-heading">Resolved in which release?</h2>
        <p>Only an error of a later release brings it back, not one of an old page that is still open.</p>
        <form @submit=${this.onSubmit}>
          <label>
            Release
            <input name="release" required maxlength="200" autocomplete="off" spellcheck="false" list="resolve-releases" />
            <datalist id="resolve-releases">${this.known.map((release) => html`<option value=${release}></option>`)}</datalist>
          </label>
          ${this.failure ? html`<p role="alert" class="failure">Not resolved: ${this.failure}</p>` : nothing}
          <div class="dialog-buttons">
            <button type="button" class="outline secondary small" @click=${() => this.dialog.close()}>Cancel</button>
            <button type="submit" class="small">Resolve</button>
          </div>
        </form>
      </article>
    </dialog>`
  }

  private async onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    try {
      await this.resolve(this.input.value.trim())
      this.failure = ''
      this.dialog.close()
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error)
    }
  }
}
