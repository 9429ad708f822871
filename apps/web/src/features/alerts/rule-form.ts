import type { AlertChannel, AlertRule, NewAlertRule } from '@collector/schema'
import { metricNames, type RuleKind, ruleKinds } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { noBots } from '../../address/address-filters.ts'
import { AlertForm, enteredText } from './alert-form.ts'
import { filterText, parseFilters, ruleKindInfo } from './rule-words.ts'

type Params = AlertRule['params']
type Param = keyof Params

const numberLabels: Record<Exclude<Param, 'measure' | 'metric'>, string> = {
  windowMinutes: 'Window, in minutes',
  cooldownMinutes: 'Cooldown, in minutes',
  threshold: 'Threshold',
  minSamples: 'Minimum page views',
  consecutive: 'Consecutive windows',
}

/** Form for a new rule, or for changing one. */
@customElement('rule-form')
export class RuleForm extends AlertForm<NewAlertRule> {
  /** The rule to change; absent for a new one. */
  @property({ attribute: false }) rule?: AlertRule
  @property({ attribute: false }) channels: readonly AlertChannel[] = []
  @state() private kind: RuleKind = 'vital'

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('rule') && this.rule) this.kind = this.rule.kind
  }

  protected override render() {
    const { rule, kind } = this
    return this.renderForm(html`<label>Name <input name="name" required maxlength="100" .value=${rule?.name ?? ruleKindInfo[kind].label} /></label>
      <label>
        Kind
        <select name="kind" ?disabled=${rule !== undefined} @change=${this.onKind}>
          ${ruleKinds.map((each) => html`<option value=${each} ?selected=${each === kind}>${ruleKindInfo[each].label}</option>`)}
        </select>
      </label>
      ${ruleKindInfo[kind].params.map((param) => this.renderParam(param))}
      <label>
        Filters <small>(optional)</small>
        <input name="filters" autocomplete="off" spellcheck="false" .value=${filterText(rule?.filters ?? { device: noBots, own: false })} />
        <small>As in the address of a page: device=!bot&amp;own=false&amp;path=/checkout</small>
      </label>
      ${this.renderChannels()}`)
  }

  private renderParam(param: Param) {
    const value = this.rule?.params[param]
    if (param === 'metric') {
      return choice(
        'Vital',
        param,
        metricNames.map((name) => [name, name.toUpperCase()] as const),
        value,
      )
    }
    if (param === 'measure') {
      return choice(
        'Measure',
        param,
        [
          ['share', 'Share, from 0 to 1'],
          ['count', 'Count'],
        ] as const,
        value,
      )
    }
    if (this.kind === 'digest') {
      return choice(
        'How often',
        param,
        [
          ['1440', 'Each day'],
          ['10080', 'Each week'],
        ] as const,
        String(value),
      )
    }
    return html`<label>
      ${numberLabels[param]}
      <input name=${param} type="number" step="any" min="0" placeholder="default" .value=${value === undefined ? '' : String(value)} />
    </label>`
  }

  private renderChannels() {
    const chosen = this.rule?.channelIds ?? []
    return html`<fieldset>
      <legend>Channels <small>(none: every channel)</small></legend>
      ${this.channels.map(
        ({ id, name }) => html`<label>
          <input type="checkbox" name="channel" value=${id} .checked=${chosen.includes(id)} /> ${name}
        </label>`,
      )}
      ${this.channels.length === 0 ? html`<small>There is no channel yet.</small>` : nothing}
    </fieldset>`
  }

  private onKind(event: Event): void {
    this.kind = (event.target as HTMLSelectElement).value as RuleKind
  }

  protected override read(entered: FormData): NewAlertRule {
    const text = (name: string) => enteredText(entered, name)
    const params = ruleKindInfo[this.kind].params
      .filter((name) => text(name) !== '')
      .map((name) => [name, name === 'metric' || name === 'measure' ? text(name) : Number(text(name))])
    return {
      name: text('name'),
      kind: this.kind,
      params: Object.fromEntries(params),
      filters: parseFilters(text('filters')),
      channelIds: entered.getAll('channel').map(Number),
    }
  }
}

function choice(label: string, name: string, options: readonly (readonly [string, string])[], chosen: unknown) {
  return html`<label>
    ${label}
    <select name=${name}>
      ${options.map(([value, word]) => html`<option value=${value} ?selected=${value === chosen}>${word}</option>`)}
    </select>
  </label>`
}
