import type { AlertChannel, AlertRule, NewAlertChannel, NewAlertRule } from '@collector/schema'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property, query, state } from 'lit/decorators.js'
import { withBase } from '../../router/base-path.ts'
import '../../ui/ask-dialog.ts'
import type { AskDialog } from '../../ui/ask-dialog.ts'
import { LightElement } from '../../ui/light-element.ts'
import { renderTask } from '../../ui/render-task.ts'
import './channel-form.ts'
import { channelList } from './channel-list.ts'
import { eventList } from './event-list.ts'
import {
  type Alerting,
  changeChannel,
  changeRule,
  createChannel,
  createRule,
  deleteChannel,
  deleteRule,
  getAlerting,
  testChannel,
} from './requests.ts'
import './rule-form.ts'
import { ruleList } from './rule-list.ts'
import './alerts.css'

const words = { loading: 'Loading the alerts', failed: 'The alerts could not be loaded', isQuiet: true }

/** Shows alerts, their rules and channels. */
@customElement('alerts-page')
export class AlertsPage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  /** The channel or rule whose form is open. */
  @state() private editing?: AlertChannel | AlertRule | 'new channel' | 'new rule'
  @state() private deleting?: { name: string; run: () => Promise<void> }
  @state() private said = ''
  @query('ask-dialog') private dialog!: AskDialog
  private readonly alerting = new Task(this, {
    args: () => [this.query.get('cursor')] as const,
    task: ([cursor], { signal }) => getAlerting(cursor, signal),
  })

  protected override render() {
    return html`<h1 tabindex="-1">Alerts</h1>
      <p role="status" class="hint">${this.said}</p>
      ${renderTask(this.alerting, words, (alerting) => this.renderAlerting(alerting))}
      <ask-dialog
        heading=${`Delete ${this.deleting?.name ?? ''}?`}
        .content=${html`<p>Its alerts and messages are deleted too.</p>`}
        action="Delete"
        .run=${async () => this.deleting?.run()}
      ></ask-dialog>`
  }

  private renderAlerting({ channels, rules, events }: Alerting) {
    return html`${channels.length === 0 ? this.renderStart() : nothing}
      <section aria-labelledby="events-heading">
        <h2 id="events-heading">What was found</h2>
        ${eventList(events.items, channels)}
        <nav class="paging" aria-label="Pages of the list">
          ${this.query.has('cursor') ? html`<a href=${withBase('/alerts')}>Latest</a>` : nothing}
          ${events.nextCursor === null ? nothing : html`<a href=${withBase(`/alerts?cursor=${events.nextCursor}`)}>Earlier</a>`}
        </nav>
      </section>
      <section aria-labelledby="channels-heading">
        <header class="section-header">
          <h2 id="channels-heading">Channels</h2>
          ${this.renderAdd('new channel', 'Add a channel')}
        </header>
        ${this.editing === 'new channel' ? this.renderChannelForm() : nothing}
        ${channelList(channels, {
          form: (channel) => (this.editing === channel ? this.renderChannelForm(channel) : nothing),
          edit: (channel) => this.edit(channel),
          test: (channel) => this.test(channel),
          remove: (channel) => this.askToDelete(channel.name, () => deleteChannel(channel.id)),
        })}
      </section>
      <section aria-labelledby="rules-heading">
        <header class="section-header">
          <h2 id="rules-heading">Rules</h2>
          ${this.renderAdd('new rule', 'Add a rule')}
        </header>
        ${this.editing === 'new rule' ? this.renderRuleForm(channels) : nothing}
        ${ruleList(rules, channels, {
          form: (rule) => (this.editing === rule ? this.renderRuleForm(channels, rule) : nothing),
          edit: (rule) => this.edit(rule),
          change: (rule, change) => this.act(() => changeRule(rule.id, change)),
          remove: (rule) => this.askToDelete(rule.name, () => deleteRule(rule.id)),
        })}
      </section>`
  }

  private renderStart() {
    return html`<section class="empty-state">
      <h2>No channel yet</h2>
      <p>Add a channel to enable the rules below: they look for new errors, slow pages and missing traffic.</p>
    </section>`
  }

  private renderAdd(what: 'new channel' | 'new rule', label: string) {
    return html`<button type="button" class="outline small" @click=${() => this.edit(what)}>${label}</button>`
  }

  private renderChannelForm(channel?: AlertChannel) {
    const save = ({ name, kind, config }: NewAlertChannel) =>
      channel ? changeChannel(channel.id, { name, config }) : createChannel({ name, kind, config })
    return html`<channel-form .channel=${channel} .save=${save} @done=${this.onDone}></channel-form>`
  }

  private renderRuleForm(channels: readonly AlertChannel[], rule?: AlertRule) {
    const save = ({ kind, ...fields }: NewAlertRule) =>
      rule ? changeRule(rule.id, fields) : createRule({ kind, ...fields })
    return html`<rule-form .rule=${rule} .channels=${channels} .save=${save} @done=${this.onDone}></rule-form>`
  }

  private async edit(what: NonNullable<typeof this.editing>): Promise<void> {
    this.editing = what
    await this.updateComplete
    this.querySelector<HTMLElement>('.alert-form input')?.focus()
  }

  private readonly onDone = () => {
    this.editing = undefined
    void this.alerting.run()
  }

  private async test(channel: AlertChannel): Promise<void> {
    this.said = `Sending a message to ${channel.name}`
    await this.act(async () => {
      const { delivered, error } = await testChannel(channel.id)
      this.said = delivered ? `${channel.name} took the message` : `${channel.name} did not take the message: ${error}`
    })
  }

  private async askToDelete(name: string, run: () => Promise<void>): Promise<void> {
    this.deleting = {
      name,
      run: async () => {
        await run()
        await this.alerting.run()
      },
    }
    await this.dialog.open()
  }

  private async act(run: () => Promise<void>): Promise<void> {
    try {
      await run()
    } catch (error) {
      this.said = `Nothing was changed: ${(error as Error).message}`
    }
    await this.alerting.run()
  }
}
