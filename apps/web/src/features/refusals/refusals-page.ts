import type { ClientAddressAnswer, RefusalsAnswer } from '@collector/schema'
import { Task } from '@lit/task'
import { html } from 'lit'
import { customElement } from 'lit/decorators.js'
import { getRefusals } from '../../api/refusals.ts'
import { LightElement } from '../../ui/light-element.ts'
import { renderTask } from '../../ui/render-task.ts'
import { localZone } from '../../words/time.ts'
import { addressFacts } from './client-address.ts'
import { getClientAddress } from './get-client-address.ts'
import { refusalList } from './refusal-list.ts'

const manner = { loading: 'Loading the refusals', failed: 'The refusals could not be loaded', isQuiet: true }

/** Page "Why does nothing arrive?": the latest refusals, and the client address of this browser. */
@customElement('refusals-page')
export class RefusalsPage extends LightElement {
  private readonly answers = new Task(this, {
    args: () => [],
    task: (_, { signal }) => Promise.all([getRefusals(signal), getClientAddress(signal)]),
  })

  protected override render() {
    return html`<header class="section-header">
        <h1 tabindex="-1">Refusals</h1>
        <button type="button" class="outline secondary small" @click=${() => this.answers.run()}>Refresh</button>
      </header>
      <p class="hint">
        Why does nothing arrive? These posts to this server were not stored. Times are in ${localZone()}.
      </p>
      ${renderTask(this.answers, manner, (answers) => this.renderAnswers(answers))}`
  }

  private renderAnswers([refusals, address]: [RefusalsAnswer, ClientAddressAnswer]) {
    return html`${refusalList(refusals)}
      <section aria-labelledby="address-heading">
        <h2 id="address-heading">Your address as this server sees it</h2>
        <p class="hint">
          Rate limits count by it, and submissions are stored with it. Behind a proxy it is right only if
          <code>TRUST_PROXY</code> names the proxy.
        </p>
        <dl>
          ${addressFacts(address).map(
            ([name, fact]) => html`<div>
              <dt>${name}</dt>
              <dd>${fact}</dd>
            </div>`,
          )}
        </dl>
      </section>`
  }
}
