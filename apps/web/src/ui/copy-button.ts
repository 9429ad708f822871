import { html } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { LightElement } from './light-element.ts'
import './copy-button.css'

const saidForMs = 2000

/** Button that copies a text and confirms it. */
@customElement('copy-button')
export class CopyButton extends LightElement {
  /** Text to copy. A function is called only when the button is pressed. */
  @property({ attribute: false }) text: string | (() => string) = ''
  @property() label = 'Copy'
  /** Name of the text for screen readers: "Copy <what>". */
  @property() what = ''
  @state() private outcome: 'none' | 'copied' | 'failed' = 'none'

  protected override render() {
    const said = { none: '', copied: 'Copied', failed: 'Not copied' }[this.outcome]
    return html`<button
        type="button"
        class="outline secondary small ${said ? 'said' : ''}"
        aria-label=${this.what ? `${this.label} ${this.what}` : this.label}
        @click=${this.copy}
      >
        <span class="label">${this.label}</span><span class="outcome" aria-hidden="true">${said || 'Copied'}</span>
      </button>
      <span role="status" class="visually-hidden">${said}</span>`
  }

  private async copy(): Promise<void> {
    const text = typeof this.text === 'function' ? this.text() : this.text
    this.outcome = (await copyText(text)) ? 'copied' : 'failed'
    setTimeout(() => {
      this.outcome = 'none'
    }, saidForMs)
  }
}

/** Copies a text, by a fallback too: the clipboard API needs a secure context, which http:// on a local network is not. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement
  const area = document.createElement('textarea')
  area.className = 'visually-hidden'
  area.value = text
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  return done
}
