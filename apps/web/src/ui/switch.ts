import { html } from 'lit'
import './switch.css'

/** Shows a few choices side by side, one of them pressed; `label` names the choice. */
export function switchOf<Value>(
  label: string,
  choices: readonly (readonly [value: Value, word: string])[],
  pressed: Value,
  choose: (value: Value) => void,
) {
  return html`<div class="switch" role="group" aria-label=${label}>
    ${choices.map(
      ([value, word]) => html`<button
        type="button"
        class="outline secondary small"
        aria-pressed=${value === pressed}
        @click=${() => choose(value)}
      >
        ${word}
      </button>`,
    )}
  </div>`
}
