import type { ErrorGroupAnswer } from '@collector/schema'
import { html, nothing } from 'lit'
import '../../ui/text/folded-text.ts'

/** Lists the groups that are shown as this one, each with a button that shows it by itself again. */
export function mergedGroups({ merged }: ErrorGroupAnswer, split: (groupKey: string) => void) {
  if (merged.length === 0) return nothing
  return html`<section>
    <details>
      <summary>Shown as one with ${merged.length === 1 ? '1 other group' : `${merged.length} other groups`}</summary>
      <p class="hint">They are the same once their frames are mapped, or were merged by hand.</p>
      <ul>
        ${merged.map(
          ({ groupKey, message }) => html`<li>
            <folded-text .text=${message || 'no message'} limit="160"></folded-text> <code>${groupKey}</code>
            <button type="button" class="outline secondary small" @click=${() => split(groupKey)}>Split</button>
          </li>`,
        )}
      </ul>
    </details>
  </section>`
}
