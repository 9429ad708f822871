import type { Collector, Progress } from '@collector/sdk'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { withBase } from '../../router/base-path.ts'
import { LightElement } from '../../ui/light-element.ts'
import { ticketButtons } from './ticket-buttons.ts'

/**
 * Tools of a visitor beside the report of their browser: says what went wrong, and copies the report. A file of its own, since
 * the report is shown before anybody needs them.
 */
@customElement('visitor-tools')
export class VisitorTools extends LightElement {
  @property({ attribute: false }) progress!: Progress
  @property({ attribute: false }) collector!: Collector
  @state() private outcome: 'none' | 'sending' | 'sent' | 'failed' = 'none'

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
          <button type="submit" class="small" ?disabled=${this.outcome === 'sending'}>Send with this report</button>
          <span role="status">${this.renderOutcome()}</span>
        </form>
      </details>
      <p class="actions">${ticketButtons(stored?.submission ?? submission, { number: stored?.number, link })}</p>`
  }

  private renderOutcome() {
    const number = this.progress.stored?.number
    switch (this.outcome) {
      case 'sending':
        return 'Sending…'
      case 'sent':
        return html`Sent with number <strong>${number}</strong>. Thank you.`
      case 'failed':
        return 'Not sent. Check your connection, then send again.'
      default:
        return nothing
    }
  }

  private async send(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const entered = new FormData(form)
    const text = (name: string) => String(entered.get(name) ?? '').trim()
    this.outcome = 'sending'
    const { isStored } = await this.collector.report({
      message: text('message'),
      ...(text('contact') && { contact: text('contact') }),
      ...(text('url') && { url: text('url') }),
    })
    this.outcome = isStored ? 'sent' : 'failed'
    if (isStored) form.reset()
  }
}
