import type { Refusal, RefusalsAnswer } from '@collector/schema'
import { type RefusalReason, refusalReasons } from '@collector/schema/catalogue'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement } from 'lit/decorators.js'
import { getClientAddress, getRefusals } from '../api/operating.ts'
import { ApiError } from '../api/request.ts'
import { absent } from '../components/absent.ts'
import '../components/data-table.ts'
import type { Column } from '../components/data-table.ts'
import { failure } from '../components/failure.ts'
import '../components/folded-text.ts'
import { LightElement } from '../components/light-element.ts'
import { term } from '../components/term.ts'
import { formatNumber } from '../format/quantity.ts'
import { formatDateTime, localZone, parseTime } from '../format/time.ts'
import { addressFacts } from './client-address.ts'
import './refusals-page.css'

/** In few words; the catalogue has the sentence. */
const names: Record<RefusalReason, string> = {
  origin: 'Origin not allowed',
  address: 'Wrong address',
  body: 'Not a submission',
  size: 'Too large',
  type: 'Wrong content type',
  rate: 'Too many',
  busy: 'Too busy',
  database: 'Database away',
  failure: 'Failure',
}

const columns: readonly Column<Refusal>[] = [
  { label: 'Last', value: ({ lastAt }) => lastAt, render: ({ lastAt }) => time(lastAt) },
  { label: 'Times', value: ({ count }) => count, render: ({ count }) => formatNumber(count), isNumeric: true },
  { label: 'Reason', value: ({ reason }) => names[reason], render: ({ reason }) => reasonTerm(reason) },
  {
    label: 'What the sender was told',
    value: ({ message }) => message,
    render: ({ statusCode, message }) => html`${statusCode} <folded-text .text=${message} limit="160"></folded-text>`,
    isWide: true,
  },
  {
    label: 'From pages of',
    value: ({ origin }) => origin ?? undefined,
    render: ({ origin }) => origin ?? absent('no page'),
  },
  { label: 'Posted to', value: ({ path }) => path },
  { label: 'Content type', value: ({ contentType }) => contentType ?? undefined },
  { label: 'Address', value: ({ ip }) => ip ?? undefined },
  {
    label: 'User agent',
    value: ({ userAgent }) => userAgent ?? undefined,
    render: ({ userAgent }) =>
      userAgent ? html`<folded-text .text=${userAgent} limit="60"></folded-text>` : absent('not told'),
  },
]

/** Why does nothing arrive? What this server did not take lately, and the address it sees this browser at. */
@customElement('refusals-page')
export class RefusalsPage extends LightElement {
  private readonly answers = new Task(this, {
    args: () => [],
    task: (_, { signal }) => Promise.all([getRefusals(signal), getClientAddress(signal)]),
  })

  protected override render() {
    return html`<header class="section-header">
        <h1 tabindex="-1">Refusals</h1>
        <button type="button" class="outline secondary small" @click=${() => this.answers.run()}>Look again</button>
      </header>
      <p class="hint">
        Why does nothing arrive? Here is what was sent to this server and not stored. Times are those of ${localZone()}.
      </p>
      ${this.answers.render({
        pending: () => this.renderAnswers() ?? html`<p class="loading" aria-busy="true">Loading the refusals</p>`,
        complete: () => this.renderAnswers(),
        error: (error) =>
          error instanceof ApiError && error.status === 401
            ? nothing
            : failure('The refusals could not be loaded', error, () => this.answers.run()),
      })}`
  }

  /** The answers before stay until the next ones are there. */
  private renderAnswers() {
    const { value } = this.answers
    if (!value) return undefined
    const [refusals, address] = value
    return html`${this.renderRefusals(refusals)}
      <section aria-labelledby="address-heading">
        <h2 id="address-heading">Your address, as it is seen here</h2>
        <p class="hint">
          Rate limits count by it and submissions are stored with it. Behind a proxy it is right only if
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

  private renderRefusals({ since, counts, items }: RefusalsAnswer) {
    if (items.length === 0) return this.renderNone(since)
    const counted = (Object.keys(refusalReasons) as RefusalReason[]).filter((reason) => (counts[reason] ?? 0) > 0)
    return html`<ul class="tiles" aria-label="Refused for each reason">
        ${counted.map(
          (reason) => html`<li class="tile">
            <p class="label">${reasonTerm(reason)}</p>
            <p class="value">${formatNumber(counts[reason] ?? 0)}</p>
          </li>`,
        )}
      </ul>
      <p class="hint">
        Counted since ${time(since)}, by the one process that answered. Refusals alike share a line; of each reason the latest
        are kept.
      </p>
      <data-table
        class="refusals"
        label="Refusals"
        .columns=${columns}
        .rows=${items}
        .sorting=${{ column: 0, isDescending: true }}
      ></data-table>`
  }

  private renderNone(since: string) {
    return html`<section class="none">
      <h2>Nothing was refused</h2>
      <p>
        Since ${time(since)} everything that reached this server was stored. If submissions are missing, they did not get here:
        a content blocker knows the address (give it another by <code>COLLECT_PATH</code>), a Content Security Policy of the
        page forbids it (<code>connect-src ${location.origin}</code>), or a proxy in between keeps it.
      </p>
    </section>`
  }
}

function reasonTerm(reason: RefusalReason) {
  return term(names[reason], refusalReasons[reason])
}

function time(text: string) {
  const date = parseTime(text)
  return date ? html`<time datetime=${text}>${formatDateTime(date)}</time>` : absent('not known')
}
