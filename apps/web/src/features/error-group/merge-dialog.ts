import type { ErrorGroup } from '@collector/schema'
import { html, nothing } from 'lit'
import { customElement, property, query, state } from 'lit/decorators.js'
import { LightElement } from '../../ui/light-element.ts'
import { formatCount } from '../../words/quantity.ts'
import { errorTitle } from '../errors/error-group-list.ts'
import '../../ui/ask-dialog.css'
import './group-dialogs.css'

const typingPauseMs = 300

/** Finds the group that another one is shown as from now on. */
@customElement('merge-dialog')
export class MergeDialog extends LightElement {
  /** Finds groups by a text in their messages, without the one to merge. */
  @property({ attribute: false }) find: (text: string, signal: AbortSignal) => Promise<ErrorGroup[]> = async () => []
  /** Merges; a thrown error is shown. */
  @property({ attribute: false }) merge: (into: string) => Promise<void> = async () => {}
  @state() private found?: ErrorGroup[]
  @state() private failure = ''
  @query('dialog') private dialog!: HTMLDialogElement
  private finding?: AbortController
  private typing?: ReturnType<typeof setTimeout>

  async open(): Promise<void> {
    await this.updateComplete
    this.dialog.showModal()
    void this.search('')
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.typing)
    this.finding?.abort()
  }

  protected override render() {
    return html`<dialog aria-labelledby="merge-heading">
      <article>
        <h2 id="merge-heading">Merge into which error?</h2>
        <p>Both are counted and listed as the chosen one. They can be split again.</p>
        <input
          type="search"
          aria-label="Search in messages"
          placeholder="Search in messages"
          autocomplete="off"
          maxlength="200"
          @input=${this.onSearch}
        />
        ${this.failure ? html`<p role="alert" class="failure">Not merged: ${this.failure}</p>` : nothing}
        <ul class="candidates" aria-live="polite">
          ${this.found?.map(
            ({ groupKey, name, message, count }) => html`<li>
              <button type="button" class="link" @click=${() => this.choose(groupKey)}>${errorTitle(name, message).slice(0, 160)}</button>
              <span class="absent">${formatCount(count, 'occurrence')}</span>
            </li>`,
          )}
          ${this.found?.length === 0 ? html`<li>No other error matches.</li>` : nothing}
        </ul>
        <div class="dialog-buttons">
          <button type="button" class="outline secondary small" @click=${() => this.dialog.close()}>Cancel</button>
        </div>
      </article>
    </dialog>`
  }

  private onSearch(event: Event): void {
    const { value } = event.target as HTMLInputElement
    clearTimeout(this.typing)
    this.typing = setTimeout(() => void this.search(value.trim()), typingPauseMs)
  }

  private async search(text: string): Promise<void> {
    this.finding?.abort()
    this.finding = new AbortController()
    const { signal } = this.finding
    try {
      this.found = await this.find(text, signal)
      this.failure = ''
    } catch (error) {
      if (!signal.aborted) this.failure = messageOf(error)
    }
  }

  private async choose(groupKey: string): Promise<void> {
    try {
      await this.merge(groupKey)
      this.dialog.close()
    } catch (error) {
      this.failure = messageOf(error)
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
