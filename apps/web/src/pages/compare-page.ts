import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { collectThisBrowser } from '../api/collect-this-browser.ts'
import { ApiError } from '../api/request.ts'
import { getSubmission } from '../api/submissions.ts'
import '../compare/comparison-view.ts'
import '../components/copy-button.ts'
import { LightElement } from '../components/light-element.ts'
import { urlText } from '../components/url-text.ts'
import { asObject, asText } from '../format/readers.ts'
import { submissionIdOf } from '../format/submission-number.ts'
import { formatDateTime, parseTime } from '../format/time.ts'
import type { ReportData } from '../report/report-data.ts'
import { storedReport } from '../report/stored-report.ts'
import { navigate } from '../router/navigate.ts'
import { setPageTitle } from '../router/page-title.ts'
import { completed } from './completed.ts'
import './compare-page.css'

/** Stands in the address for the browser that shows the page. */
const thisBrowser = 'this-browser'
const sides = ['a', 'b'] as const
type Side = (typeof sides)[number]

/** One of the two. */
interface Compared {
  /** "Submission 62" or "This browser". */
  name: string
  /** Of its own page; absent: it has none. */
  href?: string
  receivedAt?: string | null
  data: ReportData
}

/** "Works here, not there": two submissions side by side, or one and this browser. */
@customElement('compare-page')
export class ComparePage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  /** The side that is chosen anew. */
  @state() private changing?: Side
  private readonly a = this.task('a')
  private readonly b = this.task('b')

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('query')) this.changing = undefined
  }

  protected override render() {
    const [a, b] = [completed(this.a), completed(this.b)]
    if (a && b) setPageTitle(`${a.name} and ${b.name}`)
    return html`<header class="section-header">
        <h1 tabindex="-1">Compare</h1>
        ${a && b ? this.renderActions() : nothing}
      </header>
      ${this.query.get('a') && this.query.get('b') ? nothing : html`<p class="lead">Works here, not there? Two submissions side by side, what differs first.</p>`}
      <div class="compared-sides">${sides.map((side) => this.renderSide(side))}</div>
      ${
        a && b
          ? html`<comparison-view .a=${a.data} .b=${b.data} .names=${[a.name, b.name]}></comparison-view>`
          : html`<p class="loading"></p>`
      }`
  }

  private renderActions() {
    const swapped = new URLSearchParams({ a: this.query.get('b') ?? '', b: this.query.get('a') ?? '' })
    return html`<div class="actions">
      <a href="/compare?${swapped}">Swap</a>
      <copy-button .text=${location.href} label="Copy link" what="to this comparison"></copy-button>
    </div>`
  }

  private renderSide(side: Side) {
    const task = this[side]
    const given = this.query.get(side)
    const label = side === 'a' ? 'First' : 'Second'
    if (!given || this.changing === side) return this.renderPicker(side, label, '')
    return html`<section class="compared-side" aria-label=${label}>
      ${task.render({
        initial: () => nothing,
        pending: () => html`<p aria-busy="true">${given === thisBrowser ? 'Looking at this browser' : 'Loading'}</p>`,
        complete: (compared) => (compared ? this.renderCompared(side, compared) : nothing),
        error: (error) => this.renderFailure(side, label, error),
      })}
    </section>`
  }

  private renderCompared(side: Side, { name, href, receivedAt, data }: Compared) {
    const time = parseTime(receivedAt)
    const url = asText(asObject(data['page'])['url'])
    return html`<p class="side-name">
        ${href ? html`<a href=${href}>${name}</a>` : html`<strong>${name}</strong>`}
        <button type="button" class="link" @click=${() => this.change(side)}>Change</button>
      </p>
      <p class="hint">${href ? (time ? formatDateTime(time) : 'at a time not known') : 'as it is now, without how a page performed; nothing of it is sent'}</p>
      ${href && url ? html`<p class="hint">${urlText(url)}</p>` : nothing}`
  }

  private renderFailure(side: Side, label: string, error: unknown) {
    if (error instanceof ApiError && error.status === 401) return nothing
    const isMissing = error instanceof ApiError && (error.status === 404 || error.status === 400)
    const reason = isMissing ? 'There is no such submission.' : error instanceof Error ? error.message : String(error)
    return html`${this.renderPicker(side, label, reason)}
    ${isMissing ? nothing : html`<button type="button" class="small" @click=${() => this[side].run()}>Try again</button>`}`
  }

  private renderPicker(side: Side, label: string, failure: string) {
    return html`<form class="compared-side picker" @submit=${(event: SubmitEvent) => this.pick(event, side)}>
      <label>
        ${label} submission
        <input
          name="submission"
          required
          autocomplete="off"
          spellcheck="false"
          placeholder="number, id or link"
          aria-invalid=${failure ? 'true' : nothing}
          aria-describedby="failure-${side}"
        />
      </label>
      <p id="failure-${side}" class="failure" role="alert">${failure}</p>
      <div class="actions">
        <button type="submit" class="small">Take it</button>
        <a href="/compare?${this.withSide(side, thisBrowser)}">This browser</a>
        <a href="/submissions">Choose from the list</a>
      </div>
    </form>`
  }

  private async change(side: Side): Promise<void> {
    this.changing = side
    await this.updateComplete
    this.querySelector<HTMLElement>('.picker input')?.focus()
  }

  private pick(event: SubmitEvent, side: Side): void {
    event.preventDefault()
    const input = (event.target as HTMLFormElement).querySelector('input')
    const text = input?.value.trim() ?? ''
    if (submissionIdOf(text) === undefined) {
      input?.setCustomValidity('A number, an id of 36 characters, or a link to a submission')
      input?.reportValidity()
      input?.addEventListener('input', () => input.setCustomValidity(''), { once: true })
      return
    }
    navigate(`/compare?${this.withSide(side, text.split('/').findLast(Boolean) ?? text)}`)
  }

  private withSide(side: Side, value: string): URLSearchParams {
    const query = new URLSearchParams(this.query)
    query.set(side, value)
    return query
  }

  private task(side: Side) {
    return new Task(this, {
      args: () => [this.query.get(side)] as const,
      task: async ([given], { signal }): Promise<Compared | undefined> => {
        if (!given) return undefined
        if (given === thisBrowser) return { name: 'This browser', data: await collectThisBrowser(signal) }
        const submission = await getSubmission(submissionIdOf(given) ?? given, signal)
        return {
          name: `Submission ${submission.id}`,
          href: `/submissions/${submission.submissionId}`,
          receivedAt: submission.receivedAt,
          data: storedReport(submission),
        }
      },
    })
  }
}
