import { html, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { LightElement } from '../../ui/light-element.ts'

/** A form of this page: it saves what was entered, says why it was not saved, and raises `done` once it is saved or cancelled. */
export abstract class AlertForm<Entered> extends LightElement {
  @property({ attribute: false }) save: (entered: Entered) => Promise<void> = async () => {}
  @state() private failure = ''
  @state() private isSaving = false

  /** Reads what was entered. */
  protected abstract read(entered: FormData): Entered

  protected renderForm(fields: unknown) {
    return html`<form class="alert-form" @submit=${this.onSubmit}>
      ${fields}
      ${this.failure ? html`<p role="alert" class="failure">Not saved: ${this.failure}</p>` : nothing}
      <div class="dialog-buttons">
        <button type="button" class="outline secondary small" @click=${this.finish}>Cancel</button>
        <button type="submit" class="small" aria-busy=${this.isSaving ? 'true' : nothing}>Save</button>
      </div>
    </form>`
  }

  private async onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    this.isSaving = true
    try {
      await this.save(this.read(new FormData(event.target as HTMLFormElement)))
      this.finish()
    } catch (error) {
      this.failure = (error as Error).message
    } finally {
      this.isSaving = false
    }
  }

  private finish(): void {
    this.dispatchEvent(new Event('done'))
  }
}

/** Returns the text of a field. */
export function enteredText(entered: FormData, name: string): string {
  return String(entered.get(name) ?? '').trim()
}
