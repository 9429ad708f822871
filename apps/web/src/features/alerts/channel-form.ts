import type { AlertChannel, NewAlertChannel } from '@collector/schema'
import { type ChannelKind, channelKinds, keptSecret } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { AlertForm, enteredText } from './alert-form.ts'
import { channelKindInfo, type Field } from './channel-fields.ts'

/** Form for a new channel, or for changing one. */
@customElement('channel-form')
export class ChannelForm extends AlertForm<NewAlertChannel> {
  /** The channel to change; absent for a new one. */
  @property({ attribute: false }) channel?: AlertChannel
  @state() private kind: ChannelKind = 'email'

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('channel') && this.channel) this.kind = this.channel.kind
  }

  protected override render() {
    const { channel, kind } = this
    return this.renderForm(html`<label>Name <input name="name" required maxlength="100" .value=${channel?.name ?? channelKindInfo[kind].label} /></label>
      <label>
        Kind
        <select name="kind" ?disabled=${channel !== undefined} @change=${this.onKind}>
          ${channelKinds.map((each) => html`<option value=${each} ?selected=${each === kind}>${channelKindInfo[each].label}</option>`)}
        </select>
      </label>
      ${channelKindInfo[kind].fields.map((field) => this.renderField(field))}`)
  }

  private renderField({ name, label, hint, isOptional = false }: Field) {
    const value = this.channel?.config[name] ?? ''
    return html`<label>
      ${label}${isOptional ? html` <small>(optional)</small>` : nothing}
      <input name=${name} ?required=${!isOptional} autocomplete="off" spellcheck="false" .value=${value} />
      ${value === keptSecret ? html`<small>The secret is kept unless you enter another.</small>` : nothing}
      ${hint ? html`<small>${hint}</small>` : nothing}
    </label>`
  }

  private onKind(event: Event): void {
    this.kind = (event.target as HTMLSelectElement).value as ChannelKind
  }

  protected override read(entered: FormData): NewAlertChannel {
    const texts = channelKindInfo[this.kind].fields.map(({ name }) => [name, enteredText(entered, name)] as const)
    return {
      name: enteredText(entered, 'name'),
      kind: this.kind,
      config: Object.fromEntries(texts.filter(([, text]) => text !== '')),
    }
  }
}
