import type { AlertChannel } from '@collector/schema'
import { html, nothing } from 'lit'
import { mark } from '../../ui/text/mark.ts'
import { timeAgo } from '../../ui/text/time-ago.ts'
import { channelKindInfo } from './channel-fields.ts'

interface Actions {
  /** The form of a channel, if it is open. */
  form(channel: AlertChannel): unknown
  edit(channel: AlertChannel): void
  test(channel: AlertChannel): void
  remove(channel: AlertChannel): void
}

/** Shows where alerts are sent. */
export function channelList(channels: readonly AlertChannel[], { form, edit, test, remove }: Actions) {
  return html`<ul class="alert-list">
    ${channels.map(
      (channel) => html`<li>
        <div class="section-header">
          <h3>${channel.name} ${kindOf(channel)}</h3>
          <div class="actions">
            <button type="button" class="outline secondary small" @click=${() => test(channel)}>Test</button>
            <button type="button" class="outline secondary small" @click=${() => edit(channel)}>Change</button>
            <button type="button" class="outline secondary small" @click=${() => remove(channel)}>Delete</button>
          </div>
        </div>
        <p class="hint">
          ${
            channel.lastError
              ? html`${mark('poor')} The last message was not delivered: ${channel.lastError}`
              : channel.lastSentAt
                ? html`${mark('good')} The last message was delivered: ${timeAgo(channel.lastSentAt)}`
                : 'Nothing was sent yet.'
          }
        </p>
        ${form(channel) ?? nothing}
      </li>`,
    )}
  </ul>`
}

/** Shows the kind of a channel, unless its name says it. */
function kindOf({ name, kind }: AlertChannel) {
  const { label } = channelKindInfo[kind]
  return name === label ? nothing : html`<small>${label}</small>`
}
