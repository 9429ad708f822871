import type { TokenItem, TokensAnswer } from '@collector/schema'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, query, state } from 'lit/decorators.js'
import '../../ui/ask-dialog.ts'
import type { AskDialog } from '../../ui/ask-dialog.ts'
import '../../ui/copy-button.ts'
import { LightElement } from '../../ui/light-element.ts'
import { renderTask } from '../../ui/render-task.ts'
import '../../ui/table/data-table.ts'
import type { Column } from '../../ui/table/data-table.ts'
import { formatDateTime } from '../../words/time.ts'
import { createToken, getTokens, revokeToken } from './requests.ts'
import './token-form.ts'
import { scopeWords } from './token-form.ts'

const words = { loading: 'Loading the tokens', failed: 'The tokens could not be loaded', isQuiet: true }

/** Makes, lists and revokes the tokens of machines. */
@customElement('tokens-page')
export class TokensPage extends LightElement {
  /** The token just made, which is shown this once. */
  @state() private made?: string
  @state() private revoking?: TokenItem
  @query('ask-dialog') private dialog!: AskDialog
  private readonly tokens = new Task(this, { args: () => [], task: (_, { signal }) => getTokens(signal) })

  protected override render() {
    return html`<h1 tabindex="-1">Access tokens</h1>
      <p class="lead">Give a machine a token that may do only what it needs. A build needs no more than to upload.</p>
      <section aria-labelledby="new-heading">
        <h2 id="new-heading">New token</h2>
        <token-form
          .save=${async (token: Parameters<typeof createToken>[0]) => {
            this.made = (await createToken(token)).token
            await this.tokens.run()
          }}
        ></token-form>
        <div role="status">${this.made === undefined ? nothing : this.renderMade(this.made)}</div>
      </section>
      <section aria-labelledby="list-heading">
        <h2 id="list-heading">Tokens</h2>
        ${renderTask(this.tokens, words, (answer) => this.renderList(answer))}
      </section>
      <ask-dialog
        heading=${`Revoke ${this.revoking?.name ?? ''}?`}
        .content=${html`<p>Whatever sends this token is refused at once. This cannot be undone.</p>`}
        action="Revoke"
        .run=${async () => {
          if (this.revoking) await revokeToken(this.revoking.id)
          await this.tokens.run()
        }}
      ></ask-dialog>`
  }

  private renderMade(token: string) {
    return html`<p class="hint">Copy the token now. It is not shown again.</p>
      <p><code>${token}</code> <copy-button .text=${token} what="the token"></copy-button></p>`
  }

  private renderList({ items }: TokensAnswer) {
    if (items.length === 0) return html`<p class="hint">There is no token yet.</p>`
    return html`<data-table
      label="Tokens, newest first"
      fixed-order
      .columns=${this.columns}
      .rows=${items}
    ></data-table>`
  }

  private readonly columns: readonly Column<TokenItem>[] = [
    {
      label: 'Token',
      value: ({ name }) => name,
      render: (token) => html`${token.name}<br /><small class="unit">${aboutToken(token)}</small>`,
      isWide: true,
    },
    {
      label: 'Action',
      value: () => undefined,
      render: (token) => html`<button
        type="button"
        class="outline secondary small"
        aria-label=${`Revoke ${token.name}`}
        @click=${() => this.askToRevoke(token)}
      >
        Revoke
      </button>`,
    },
  ]

  private async askToRevoke(token: TokenItem): Promise<void> {
    this.revoking = token
    await this.dialog.open()
  }
}

function aboutToken({ scopes, createdAt, expiresAt, lastUsedAt }: TokenItem): string {
  const time = (text: string) => formatDateTime(new Date(text))
  return [
    scopes.map((scope) => scopeWords[scope]).join(', '),
    `made ${time(createdAt)}`,
    lastUsedAt === null ? 'never used' : `last used ${time(lastUsedAt)}`,
    ...(expiresAt === null ? [] : [`expires ${time(expiresAt)}`]),
  ].join(' · ')
}
