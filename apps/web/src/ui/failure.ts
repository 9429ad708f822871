import { html } from 'lit'
import './failure.css'

/** Shows what failed, why, and a button to try again. */
export function failure(title: string, error: unknown, retry: () => unknown) {
  return html`<section class="failed" role="alert">
    <h2>${title}</h2>
    <p>${error instanceof Error ? error.message : String(error)}</p>
    <button type="button" @click=${() => retry()}>Try again</button>
  </section>`
}
