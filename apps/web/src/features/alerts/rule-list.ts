import type { AlertChannel, AlertRule, AlertRuleChange, Filters } from '@collector/schema'
import { html, nothing } from 'lit'
import { formatDateTime } from '../../words/time.ts'
import { filterWords } from '../filters/filter-words.ts'
import { ruleWords } from './rule-words.ts'

interface Actions {
  /** The form of a rule, if it is open. */
  form(rule: AlertRule): unknown
  edit(rule: AlertRule): void
  change(rule: AlertRule, change: AlertRuleChange): void
  remove(rule: AlertRule): void
}

const mutes = [
  [1, '1 hour'],
  [24, '1 day'],
] as const

/** Shows what is looked for. */
export function ruleList(rules: readonly AlertRule[], channels: readonly AlertChannel[], actions: Actions) {
  if (rules.length === 0) return html`<p class="hint">There is no rule.</p>`
  const names = new Map(channels.map(({ id, name }) => [id, name]))
  return html`<ul class="alert-list">
    ${rules.map((rule) => ruleItem(rule, names, actions))}
  </ul>`
}

function ruleItem(rule: AlertRule, names: Map<number, string>, { form, edit, change, remove }: Actions) {
  const mutedUntil = rule.mutedUntil === null ? undefined : new Date(rule.mutedUntil)
  const isMuted = mutedUntil !== undefined && mutedUntil > new Date()
  const told = rule.channelIds.map((id) => names.get(id)).filter((name) => name !== undefined)
  return html`<li>
    <h3>
        <label>
          <input
            type="checkbox"
            role="switch"
            .checked=${rule.isEnabled}
            @change=${(event: Event) => change(rule, { isEnabled: (event.target as HTMLInputElement).checked })}
          />
          ${rule.name}
        </label>
      </h3>
    <p class="hint">
      ${ruleWords(rule)}
      ${ruleFilterWords(rule)}
      ${told.length > 0 ? html` Told to ${told.join(', ')}.` : nothing}
      ${isMuted ? html` <strong>Muted until ${formatDateTime(mutedUntil)}.</strong>` : nothing}
    </p>
    <div class="actions">
      ${
        isMuted
          ? html`<button type="button" class="outline secondary small" @click=${() => change(rule, { mutedUntil: null })}>Unmute</button>`
          : mutes.map(
              ([hours, words]) => html`<button
                type="button"
                class="outline secondary small"
                @click=${() => change(rule, { mutedUntil: new Date(Date.now() + hours * 3_600_000).toISOString() })}
              >
                Mute ${words}
              </button>`,
            )
      }
      <button type="button" class="outline secondary small" @click=${() => edit(rule)}>Change</button>
      <button type="button" class="outline secondary small" @click=${() => remove(rule)}>Delete</button>
    </div>
    ${form(rule) ?? nothing}
  </li>`
}

function ruleFilterWords({ filters }: AlertRule): string {
  const words = Object.entries(filters).map(([name, value]) => filterWords(name as keyof Filters, String(value)))
  return words.length === 0 ? '' : `${words.join('. ')}.`
}
