import type { AlertChannel, NewAlertChannel } from '@collector/schema'
import { type ChannelKind, channelKinds, keptSecret } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { LightElement } from '../../ui/light-element.ts'
import { channelKindInfo, type Field } from './channel-fields.ts'

/** Form for a new channel, or for changing one. Raises `done` once it is saved or cancelled. */
@customElement('channel-form')
export class ChannelForm extends LightElement {
  /** The channel to change; absent for a new one. */
  @property({ attribute: false }) channel?: AlertChannel
  @property({ attribute: false }) save: (channel: NewAlertChannel) => Promise<void> = async () => {}
  @state() private kind: ChannelKind = 'email'
  @state() private failure = ''
  @state() private isSaving = false

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('channel') && this.channel) this.kind = this.channel.kind
  }

  protected override render() {
    const { channel, kind } = this
    return html`<form class="alert-form" @submit=${this.onSubmit}>
      <label>Name <input name="name" required maxlength="100" .value=${channel?.name ?? channelKindInfo[kind].label} /></label>
      <label>
        Kind
        <select name="kind" ?disabled=${channel !== undefined} @change=${this.onKind}>
          ${channelKinds.map((each) => html`<option value=${each} ?selected=${each === kind}>${channelKindInfo[each].label}</option>`)}
        </select>
      </label>
      ${channelKindInfo[kind].fields.map((field) => this.renderField(field))}
      ${this.failure ? html`<p role="alert" class="failure">Not saved: ${this.failure}</p>` : nothing}
      <div class="dialog-buttons">
        <button type="button" class="outline secondary small" @click=${this.finish}>Cancel</button>
        <button type="submit" class="small" aria-busy=${this.isSaving ? 'true' : nothing}>Save</button>
      </div>
    </form>`
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

  private async onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const entered = new FormData(event.target as HTMLFormElement)
    const text = (name: string) => String(entered.get(name) ?? '').trim()
    const config: Record<string, string> = {}
    for (const { name } of channelKindInfo[this.kind].fields) if (text(name)) config[name] = text(name)
    this.isSaving = true
    try {
      await this.save({ name: text('name'), kind: this.kind, config })
      this.finish()
    } catch (error) {
      this.failure = (error as Error).message
    } finally {
      this.isSaving = false
    }
  }

  private finish(): void {
    this.dispatchEvent(new Event('done'))
  }
}
