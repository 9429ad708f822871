import type { Refusal, SubmissionItem } from '@collector/schema'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { getRefusals, getSetup } from '../api/operating.ts'
import { ApiError } from '../api/request.ts'
import { listSubmissions } from '../api/submissions.ts'
import { codeBlock } from '../components/code-block.ts'
import { failure } from '../components/failure.ts'
import { LightElement } from '../components/light-element.ts'
import { mark } from '../components/mark.ts'
import { term } from '../components/term.ts'
import { formatCount } from '../format/quantity.ts'
import {
  consentCode,
  moduleCode,
  policyCode,
  type SetupChoice,
  type SetupTarget,
  scriptTag,
} from '../format/setup-code.ts'
import { formatTimeOfDay, parseTime } from '../format/time.ts'
import './setup-page.css'

const pollMs = 2000
const arrivalsShown = 5
const rates = [1, 0.5, 0.25, 0.1, 0.01]

/** What has been stored and refused since the page was opened. */
interface Arrivals {
  /** Stored before; undefined: none. */
  last: SubmissionItem | undefined
  items: readonly SubmissionItem[]
  refused: readonly Refusal[]
}

/** The tag for a site, as its owner wants it, and whether something arrives. */
@customElement('setup-page')
export class SetupPage extends LightElement {
  @state() private choice: SetupChoice = { fingerprint: false, visitorId: false, asksConsent: false, sampleRate: 1 }
  @state() private isModule = false
  @state() private arrivals?: Arrivals
  @state() private isOutOfReach = false
  private poll?: ReturnType<typeof setTimeout>
  private readonly left = new AbortController()
  private readonly openedAt = new Date().toISOString()
  private readonly setup = new Task(this, { args: () => [], task: (_, { signal }) => getSetup(signal) })

  override connectedCallback(): void {
    super.connectedCallback()
    void this.look()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.poll)
    this.left.abort()
  }

  protected override render() {
    return html`<h1 tabindex="-1">Set up</h1>
      <p class="lead">
        One tag on your pages, and every visit tells how fast it was and what went wrong. It weighs at most 10 kB and sends to
        this Collector alone.
      </p>
      ${this.setup.render({
        initial: () => this.renderLoading(),
        pending: () => this.renderLoading(),
        complete: ({ sdkPath, collectPath, allowedOrigins }) =>
          this.renderSteps({ origin: location.origin, sdkPath, collectPath }, allowedOrigins),
        error: (error) =>
          error instanceof ApiError && error.status === 401
            ? nothing
            : failure('The addresses could not be loaded', error, () => this.setup.run()),
      })}`
  }

  private renderLoading() {
    return html`<p class="loading" aria-busy="true">Asking the server for its addresses</p>`
  }

  private renderSteps(target: SetupTarget, allowedOrigins: readonly string[]) {
    return html`<div class="setup">
        <section>
          <header class="section-header"><h2>1. What shall it collect?</h2></header>
          ${this.renderChoices()}
        </section>
        <section>
          <header class="section-header">
            <h2>2. Put it into your pages</h2>
            <div class="switch" role="group" aria-label="How it is installed">
              ${this.renderWay('Script tag', false)}${this.renderWay('npm module', true)}
            </div>
          </header>
          ${this.isModule ? this.renderModule(target) : this.renderTag(target)}
          <h3>With a content security policy</h3>
          ${codeBlock(policyCode(target, this.isModule), 'the content security policy')}
          ${
            allowedOrigins.includes('*')
              ? nothing
              : html`<p class="hint">Only pages of ${allowedOrigins.join(', ')} may post here: <code>ALLOWED_ORIGINS</code>.</p>`
          }
        </section>
      </div>
      <section>
        <h2>3. See it arrive</h2>
        ${this.renderArrivals()}
      </section>`
  }

  private renderChoices() {
    return html`<form class="choices" @submit=${(event: Event) => event.preventDefault()}>
      ${this.renderSwitch('visitorId', 'Visitor id', 'A random id kept in the browser: it tells a visitor who comes back from two visitors. Some laws ask for consent.')}
      ${this.renderSwitch('fingerprint', 'Device fingerprint', 'Some sixty components that together may tell one browser from others, without storing anything in it. Some laws ask for consent.')}
      ${this.renderSwitch('asksConsent', 'Wait for consent', 'It collects and holds, and sends only after your page has said that the visitor agreed.')}
      <label class="rate">
        Page views that report
        <select @change=${this.onRate}>
          ${rates.map((rate) => html`<option value=${rate} ?selected=${rate === this.choice.sampleRate}>${rate * 100} %</option>`)}
        </select>
      </label>
      <p class="hint">
        Vitals, errors, resources and what the browser says of itself are always collected. Visitors with Global Privacy Control
        or Do Not Track are never given an id or a fingerprint.
      </p>
    </form>`
  }

  private renderSwitch(name: 'fingerprint' | 'visitorId' | 'asksConsent', label: string, meaning: string) {
    return html`<div class="choice">
      <label>
        <input type="checkbox" role="switch" .checked=${this.choice[name]} @change=${(event: Event) => this.choose({ [name]: (event.target as HTMLInputElement).checked })} />
        ${label}
      </label>
      ${term(html`<span class="visually-hidden">${label}: what does it mean</span>`, meaning)}
    </div>`
  }

  private renderWay(label: string, isModule: boolean) {
    return html`<button
      type="button"
      class="outline secondary small"
      aria-pressed=${this.isModule === isModule}
      @click=${() => {
        this.isModule = isModule
      }}
    >
      ${label}
    </button>`
  }

  private renderTag(target: SetupTarget) {
    return html`<p>Into every page, wherever it suits; best into its <code>&lt;head&gt;</code>:</p>
      ${codeBlock(scriptTag(target, this.choice), 'the tag')}
      ${
        this.choice.asksConsent
          ? html`<p>And where your visitors answer:</p>
            ${codeBlock(consentCode, 'the code for consent')}`
          : nothing
      }`
  }

  private renderModule(target: SetupTarget) {
    return html`<p>
        Once at the start of your application. <code>pnpm pack</code> in <code>packages/sdk</code> of Collector makes the package;
        install the file that it writes.
      </p>
      ${codeBlock(moduleCode(target, this.choice), 'the code')}`
  }

  private renderArrivals() {
    const { last, items, refused } = this.arrivals ?? { last: undefined, items: [], refused: [] }
    return html`<div class="arrivals" aria-live="polite">
      ${
        items.length === 0
          ? html`<p class="waiting" aria-busy=${this.isOutOfReach ? 'false' : 'true'}>
              ${this.waitingText(last)}
            </p>`
          : html`<p class="arrived">${mark('good')} <strong>It arrives.</strong> ${formatCount(items.length, 'submission')} since you opened this page.</p>
              <ul>
                ${items.slice(0, arrivalsShown).map((item) => this.renderArrival(item))}
              </ul>`
      }
      ${refused.length > 0 ? this.renderRefused(refused) : nothing}
      ${
        items.length === 0
          ? html`<p class="hint">
              Open a page of yours that has the tag; it sends three seconds after it is loaded.
              ${last ? html`The latest so far is <a href="/submissions/${last.submissionId}">number ${last.id}</a>.` : html`To see what one looks like, open <a href="/">the report of this browser</a>: it stores one.`}
            </p>`
          : nothing
      }
    </div>`
  }

  private waitingText(last: SubmissionItem | undefined): string {
    if (this.isOutOfReach) return 'The server cannot be reached. Trying again.'
    return last ? 'Waiting for the next submission' : 'Waiting for the first submission'
  }

  private renderArrival({ submissionId, id, receivedAt, page, browser }: SubmissionItem) {
    const time = parseTime(receivedAt)
    return html`<li>
      <a href="/submissions/${submissionId}">Submission ${id}</a>
      ${time ? `at ${formatTimeOfDay(time)}` : nothing} ${page?.url ? html`from <span class="from">${page.url.slice(0, 200)}</span>` : nothing}
      ${browser.name ? `by ${browser.name}` : nothing}
    </li>`
  }

  private renderRefused(refused: readonly Refusal[]) {
    return html`<div class="refused">
      <p>${mark('poor')} <strong>Something was sent and not taken.</strong></p>
      <ul>
        ${refused.slice(0, arrivalsShown).map(
          ({ message, count, origin, path, statusCode }) => html`<li>
            ${message} <span class="absent">${count > 1 ? `${count} times, ` : ''}${origin ? `from ${origin}, ` : ''}to ${path}, answered ${statusCode}</span>
          </li>`,
        )}
      </ul>
    </div>`
  }

  private choose(change: Partial<SetupChoice>): void {
    this.choice = { ...this.choice, ...change }
  }

  private onRate(event: Event): void {
    this.choose({ sampleRate: Number((event.target as HTMLSelectElement).value) })
  }

  /** What came since, again and again; nobody looks at a page in the background. */
  private async look(): Promise<void> {
    if (document.visibilityState === 'visible') {
      try {
        const { signal } = this.left
        const [{ items }, refusals] = await Promise.all([listSubmissions({ limit: '20' }, signal), getRefusals(signal)])
        const last = this.arrivals ? this.arrivals.last : items[0]
        this.arrivals = {
          last,
          items: items.filter(({ id }) => id > (last?.id ?? 0)),
          refused: refusals.items.filter(({ lastAt }) => lastAt > this.openedAt),
        }
        this.isOutOfReach = false
      } catch (error) {
        if (!(error instanceof ApiError) || error.status === 401) return
        this.isOutOfReach = true
      }
    }
    if (this.isConnected) this.poll = setTimeout(() => void this.look(), pollMs)
  }
}
