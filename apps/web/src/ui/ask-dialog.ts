import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, query, state } from 'lit/decorators.js'
import { LightElement } from './light-element.ts'
import './ask-dialog.css'

/**
 * Asks for confirmation before something is destroyed; its content says what.
 */
@customElement('ask-dialog')
export class AskDialog extends LightElement {
  /** The question. */
  @property() heading = ''
  @property({ attribute: false }) content: unknown
  /** Label of the button that acts: "Delete 3 submissions". Empty disables it, and `wait` says why. */
  @property() action = ''
  @property() wait = 'Counting…'
  /** Reason why the action failed, or is not possible. */
  @property() failure = ''
  /** The action. A thrown error is shown. */
  @property({ attribute: false }) run: () => Promise<void> = async () => {}
  @state() private isRunning = false
  @query('dialog') private dialog!: HTMLDialogElement

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="ask-heading" @close=${this.onClose} @cancel=${this.onCancel}>
      <article>
        <h2 id="ask-heading">${this.heading}</h2>
        ${this.content}
        ${this.failure ? html`<p role="alert" class="failure">Not done: ${this.failure}</p>` : nothing}
        <div class="dialog-buttons">
          <button type="button" class="outline secondary small" ?disabled=${this.isRunning} @click=${() => this.dialog.close()}>
            Keep
          </button>
          <button
            type="button"
            class="small danger"
            aria-busy=${this.isRunning ? 'true' : nothing}
            ?disabled=${this.isRunning || this.action === ''}
            @click=${this.doIt}
          >
            ${this.action || this.wait}
          </button>
        </div>
      </article>
    </dialog>`
  }

  async open(): Promise<void> {
    await this.updateComplete
    this.dialog.showModal()
  }

  private async doIt(): Promise<void> {
    this.isRunning = true
    this.failure = ''
    try {
      await this.run()
      this.dialog.close()
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error)
    } finally {
      this.isRunning = false
    }
  }

  /** A running action cannot be cancelled by Escape. */
  private onCancel(event: Event): void {
    if (this.isRunning) event.preventDefault()
  }

  private onClose(): void {
    this.failure = ''
  }
}
