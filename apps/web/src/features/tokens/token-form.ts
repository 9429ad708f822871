import type { NewToken, TokenScope } from '@collector/schema'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { LightElement } from '../../ui/light-element.ts'

export const scopeWords: Record<TokenScope, string> = {
  upload: 'Upload source maps and deploys',
  read: 'Read everything',
  admin: 'Do everything',
}

/** Form for a new token. */
@customElement('token-form')
export class TokenForm extends LightElement {
  @property({ attribute: false }) save: (token: NewToken) => Promise<void> = async () => {}
  @state() private failure = ''
  @state() private isSaving = false

  protected override render() {
    return html`<form class="narrow" @submit=${this.onSubmit}>
      <label>Name <input name="name" required maxlength="100" autocomplete="off" placeholder="CI of the shop" /></label>
      <label>
        It may
        <select name="scope">
          ${Object.entries(scopeWords).map(([scope, text]) => html`<option value=${scope}>${text}</option>`)}
        </select>
      </label>
      <label>
        Expires <small>(optional)</small>
        <input name="expires" type="date" />
      </label>
      ${this.failure ? html`<p role="alert" class="failure">Not made: ${this.failure}</p>` : nothing}
      <div class="dialog-buttons">
        <button type="submit" class="small" aria-busy=${this.isSaving ? 'true' : nothing}>Make the token</button>
      </div>
    </form>`
  }

  private async onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const entered = new FormData(form)
    const text = (name: string) => String(entered.get(name) ?? '').trim()
    this.isSaving = true
    try {
      await this.save({
        name: text('name'),
        scopes: [text('scope') as TokenScope],
        ...(text('expires') && { expiresAt: text('expires') }),
      })
      this.failure = ''
      form.reset()
    } catch (error) {
      this.failure = (error as Error).message
    } finally {
      this.isSaving = false
    }
  }
}
