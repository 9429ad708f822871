import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { ApiError } from '../../api/request.ts'
import { signIn } from '../../api/session.ts'
import { withBase, withoutBase } from '../../router/base-path.ts'
import { navigate, ownPath } from '../../router/navigate.ts'
import { LightElement } from '../../ui/light-element.ts'
import './sign-in-page.css'

/** Asks for the access token, then returns to the requested page. */
@customElement('sign-in-page')
export class SignInPage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  @state() private isSending = false
  @state() private failure = ''

  protected override render() {
    const next = ownPath(this.query.get('next'))
    return html`<form class="sign-in" @submit=${this.onSubmit}>
      <h1 tabindex="-1">Sign in</h1>
      <p>
        ${
          /^\/submissions\/./.test(withoutBase(next) ?? '')
            ? 'This submission is for the people who run this Collector.'
            : 'This data is for the people who run this Collector.'
        }
      </p>
      <label>
        Access token
        <input
          name="token"
          type="password"
          autocomplete="current-password"
          required
          spellcheck="false"
          aria-invalid=${this.failure ? 'true' : nothing}
          aria-describedby="sign-in-help"
          @input=${this.forgetFailure}
        />
      </label>
      <p id="sign-in-help" class="hint">
        The server's start log prints a sign-in link, which contains the token. It is the server's
        <code>ACCESS_TOKEN</code>, if that is set.
      </p>
      <p role="alert" class="failure">${this.failure}</p>
      <button type="submit" aria-busy=${this.isSending ? 'true' : nothing} ?disabled=${this.isSending}>Sign in</button>
      <p class="hint">
        <a href=${withBase('/')}>The report of your own browser</a> needs no sign-in.
      </p>
    </form>`
  }

  override connectedCallback(): void {
    super.connectedCallback()
    // the sign-in link of a wrong token redirects here
    if (this.query.has('failed')) this.failure = 'The link did not sign you in: its access token is wrong.'
  }

  protected override firstUpdated(): void {
    this.querySelector('input')?.focus()
  }

  private async onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const token = new FormData(event.target as HTMLFormElement).get('token')
    this.isSending = true
    try {
      await signIn(String(token).trim())
      navigate(ownPath(this.query.get('next')), { replace: true })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.failure = error.message
      this.querySelector('input')?.select()
    } finally {
      this.isSending = false
    }
  }

  private forgetFailure(): void {
    this.failure = ''
  }
}
