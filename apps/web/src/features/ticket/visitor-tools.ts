import type { Collector, Progress, ReportOutcome } from '@collector/sdk'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { withBase } from '../../router/base-path.ts'
import { LightElement } from '../../ui/light-element.ts'
import { ticketButtons } from './ticket-buttons.ts'

/** Set by the server if it answers visitors how rare their browser is. */
const isRarityPublic = document.querySelector('meta[name="public-rarity"]') !== null

/**
 * Tools of a visitor beside the report of their browser: says what went wrong, and copies the report. A file of its own, since
 * the report is shown before anybody needs them.
 */
@customElement('visitor-tools')
export class VisitorTools extends LightElement {
  @property({ attribute: false }) progress!: Progress
  @property({ attribute: false }) collector!: Collector
  @state() private isSending = false
  @state() private outcome?: ReportOutcome

  override connectedCallback(): void {
    super.connectedCallback()
    if (isRarityPublic) void import('../rarity/browser-rarity.ts')
  }

  protected override render() {
    const { stored, submission } = this.progress
    const link = stored && location.origin + withBase(`/submissions/${stored.submissionId}`)
    return html`<details>
        <summary>What went wrong?</summary>
        <form @submit=${this.send}>
          <label>
            What did you do, and what happened?
            <textarea name="message" rows="4" required maxlength="5000"></textarea>
          </label>
          <label>
            Address of the page <small>(optional)</small>
            <input name="url" maxlength="2000" autocomplete="url" placeholder="https://" />
          </label>
          <label>
            E-mail or phone, if you want an answer <small>(optional)</small>
            <input name="contact" maxlength="200" autocomplete="email" />
          </label>
          <button type="submit" class="small" ?disabled=${this.isSending}>Send with this report</button>
          <span role="status">${this.renderOutcome()}</span>
        </form>
      </details>
      <p class="actions">${ticketButtons(stored?.submission ?? submission, { number: stored?.number, link })}</p>
      ${isRarityPublic ? html`<browser-rarity .stored=${stored}></browser-rarity>` : nothing}`
  }

  private renderOutcome() {
    if (this.isSending) return 'Sending…'
    if (!this.outcome) return nothing
    const { isStored, number } = this.outcome
    return isStored
      ? html`Sent with number <strong>${number}</strong>. Thank you.`
      : 'Not sent. Check your connection, then send again.'
  }

  private async send(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const entered = new FormData(form)
    const text = (name: string) => String(entered.get(name) ?? '').trim()
    this.isSending = true
    this.outcome = await this.collector.report({
      message: text('message'),
      ...(text('contact') && { contact: text('contact') }),
      ...(text('url') && { url: text('url') }),
    })
    this.isSending = false
    if (this.outcome.isStored) form.reset()
  }
}
