import { html, nothing } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { withBase } from '../../router/base-path.ts'
import { LightElement } from '../../ui/light-element.ts'
import { codeBlock } from '../../ui/text/code-block.ts'
import type { qrPicture } from './qr-picture.ts'
import './case-link.css'

/** Makes the link that a customer is sent: the report of their browser, for a case, also as a QR code for a phone. */
@customElement('case-link')
export class CaseLink extends LightElement {
  @state() private reference = ''
  @state() private picture?: typeof qrPicture

  protected override render() {
    const link = caseLink(this.reference)
    return html`<label>
        Case, ticket or any other name <small>(optional)</small>
        <input name="reference" autocomplete="off" spellcheck="false" maxlength="64" placeholder="TICKET-4711" @input=${this.onInput} />
      </label>
      ${codeBlock(link, 'the link for a customer')}
      ${
        this.picture
          ? html`<figure>
              ${this.picture(link)}
              <figcaption class="hint">Opens the link on a phone.</figcaption>
            </figure>`
          : html`<button type="button" class="outline secondary small" @click=${this.showPicture}>Show as QR code</button>`
      }
      ${
        this.reference
          ? html`<p class="hint">
              <a href=${withBase(`/submissions?${new URLSearchParams({ reference: this.reference })}`)}>Wait for its report in the list</a>
            </p>`
          : nothing
      }`
  }

  private onInput(event: Event): void {
    this.reference = (event.target as HTMLInputElement).value.trim()
  }

  private async showPicture(): Promise<void> {
    this.picture = (await import('./qr-picture.ts')).qrPicture
  }
}

function caseLink(reference: string): string {
  const query = reference ? `?${new URLSearchParams({ ref: reference })}` : ''
  return `${location.origin}${withBase('/')}${query}`
}
