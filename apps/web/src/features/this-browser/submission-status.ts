import type { Progress } from '@collector/sdk'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { withBase } from '../../router/base-path.ts'
import '../../ui/copy-button.ts'
import { LightElement } from '../../ui/light-element.ts'
import { mark } from '../../ui/text/mark.ts'
import './submission-status.css'

/**
 * Shows the state of this page's submission.
 *
 * @event cancel-submission - requested not to send it
 * @event send-submission - requested to send it after all, or again
 */
@customElement('submission-status')
export class SubmissionStatus extends LightElement {
  @property({ attribute: false }) progress: Progress = { phase: 'collecting', submission: {} }
  @property({ type: Boolean }) cancelled = false
  /** The case of the support that it is for; empty: none. */
  @property() reference = ''
  /** True if the visitor may open what is stored. */
  @property({ type: Boolean, attribute: 'signed-in' }) isSignedIn = false

  protected override render() {
    return html`<div class="status-line" role="status">
        ${this.renderPhase()}
        ${this.reference ? html`<p class="case">for case <strong>${this.reference}</strong></p>` : nothing}
      </div>
      <p class="actions">${this.renderActions()}</p>`
  }

  private renderPhase() {
    const { phase, stored, failure } = this.progress
    if (this.cancelled) {
      return html`<p class="headline">Not sent</p>
        <p class="explained">The report stays in this window; nothing was stored.</p>`
    }
    if (phase === 'failed') {
      return html`<p class="headline">${mark('poor')} ${stored ? 'The latest part was not stored' : 'Not stored'}</p>
        <p class="explained">
          Because ${failure?.reason ?? 'of an unknown reason'}.
          ${failure?.willRetry ? 'It is kept, and tried again by itself.' : 'It will not be tried again by itself.'}
        </p>`
    }
    if (stored) {
      return html`<p class="headline">
          ${stored.number === undefined ? 'Stored' : html`Stored as number <strong>${stored.number}</strong>`}
        </p>
        <p class="explained">
          ${
            phase === 'sending'
              ? 'Sending an update…'
              : 'Give this number to support, or send them the link. Later errors follow as they occur.'
          }
        </p>`
    }
    return html`<p class="headline">${phase === 'sending' ? 'Sending…' : 'Collecting…'}</p>
      <p class="explained">
        ${
          phase === 'sending'
            ? 'The report is on its way to this server.'
            : 'The report fills as values come, and is sent in a few seconds.'
        }
      </p>`
  }

  private renderActions() {
    const { phase, stored } = this.progress
    if (this.cancelled) return this.renderButton('Send it', 'send-submission')
    if (phase === 'failed') return this.renderButton('Try again', 'send-submission')
    if (stored) {
      const path = withBase(`/submissions/${stored.submissionId}`)
      return html`${this.isSignedIn ? html`<a href=${path}>Link for support</a>` : nothing}
        <copy-button .text=${location.origin + path} label="Copy link" what="for support"></copy-button>`
    }
    return phase === 'collecting' ? this.renderButton('Do not send', 'cancel-submission') : nothing
  }

  private renderButton(label: string, event: 'send-submission' | 'cancel-submission') {
    return html`<button
      type="button"
      class=${event === 'send-submission' ? 'small' : 'outline secondary small'}
      @click=${() => this.dispatchEvent(new Event(event))}
    >
      ${label}
    </button>`
  }
}
