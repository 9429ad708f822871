import type { Progress } from '@collector/sdk'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import '../components/copy-button.ts'
import { LightElement } from '../components/light-element.ts'
import { mark } from '../components/mark.ts'
import './submission-status.css'

/**
 * Where the submission of this page stands.
 *
 * @event retry-submission - asked to send it again
 */
@customElement('submission-status')
export class SubmissionStatus extends LightElement {
  @property({ attribute: false }) progress: Progress = { phase: 'collecting', submission: {} }

  protected override render() {
    return html`<div class="status-line" role="status">${this.renderPhase()}</div>
      ${this.renderSupportLink()}`
  }

  private renderPhase() {
    const { phase, stored, failure } = this.progress
    if (phase === 'failed') {
      return html`<p class="headline">${mark('poor')} ${stored ? 'The latest part was not stored' : 'Not stored'}</p>
        <p class="explained">
          Because ${failure?.reason ?? 'of an unknown reason'}.
          ${failure?.willRetry ? 'It is kept, and tried again by itself.' : 'It will not be tried again by itself.'}
          <button type="button" class="small" @click=${this.retry}>Try again</button>
        </p>`
    }
    if (stored) {
      return html`<p class="headline">
          ${stored.number === undefined ? 'Stored' : html`Stored as number <strong>${stored.number}</strong>`}
        </p>
        <p class="explained">
          ${
            phase === 'sending'
              ? 'Sending what came since…'
              : 'Tell it to support, or send them the link. Later errors follow as they happen.'
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

  /** Its place is kept until there is something to link to. */
  private renderSupportLink() {
    const submissionId = this.progress.stored?.submissionId
    const path = `/submissions/${submissionId}`
    return html`<p class="support-link">
      ${
        submissionId === undefined
          ? nothing
          : html`<a href=${path}>Link for support</a>
            <copy-button .text=${location.origin + path} label="Copy link" what="for support"></copy-button>`
      }
    </p>`
  }

  private retry(): void {
    this.dispatchEvent(new Event('retry-submission'))
  }
}
