import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { submissionIdOf } from '../../address/submission-number.ts'
import { getUnusual } from '../../api/get-unusual.ts'
import { ApiError } from '../../api/request.ts'
import { withBase } from '../../router/base-path.ts'
import { comparedSide } from './compared-side.ts'
import { getCompared, thisBrowser, typicalBrowser } from './get-compared.ts'
import './comparison-view.ts'
import { sidePicker } from './side-picker.ts'
import { typicalSide } from './typical-view.ts'
import '../../ui/copy-button.ts'
import { withParam } from '../../address/with-param.ts'
import { navigate } from '../../router/navigate.ts'
import { setPageTitle } from '../../router/page-title.ts'
import { completed } from '../../ui/completed.ts'
import { LightElement } from '../../ui/light-element.ts'
import { failureOf } from '../../ui/render-task.ts'
import './compare-page.css'

const sides = ['a', 'b'] as const
type Side = (typeof sides)[number]
const labels = { a: 'First', b: 'Second' } as const satisfies Record<Side, string>

/** Compares two submissions, or one with this browser: for "works here, not there". */
@customElement('compare-page')
export class ComparePage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  /** The side that is being changed. */
  @state() private changing?: Side
  private readonly a = this.task('a')
  private readonly b = this.task('b')
  /** The typical browser is one of the kind of the first side. */
  private readonly typical = new Task(this, {
    args: () => [this.query.get('b') === typicalBrowser, this.query.get('a')] as const,
    task: async ([isTypical, a], { signal }) =>
      isTypical && a ? getUnusual(submissionIdOf(a) ?? a, signal) : undefined,
  })

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('query')) this.changing = undefined
  }

  protected override render() {
    const [a, b, typical] = [completed(this.a), completed(this.b), completed(this.typical)]
    if (a && (b || typical)) setPageTitle(`${a.name} and ${b?.name ?? 'a typical browser'}`)
    return html`<header class="section-header">
        <h1 tabindex="-1">Compare</h1>
        ${a && (b || typical) ? this.renderActions(b !== undefined) : nothing}
      </header>
      ${this.query.get('a') && this.query.get('b') ? nothing : html`<p class="lead">Works here, not there? Two submissions side by side, what differs first.</p>`}
      <div class="compared-sides">${sides.map((side) => this.renderSide(side))}</div>
      ${
        a && typical
          ? html`<typical-view .answer=${typical} name=${a.name}></typical-view>`
          : a && b
            ? html`<comparison-view .a=${a.data} .b=${b.data} .names=${[a.name, b.name]}></comparison-view>`
            : html`<p class="loading"></p>`
      }`
  }

  private renderActions(canSwap: boolean) {
    const swapped = new URLSearchParams({ a: this.query.get('b') ?? '', b: this.query.get('a') ?? '' })
    return html`<div class="actions">
      ${canSwap ? html`<a href=${withBase(`/compare?${swapped}`)}>Swap</a>` : nothing}
      <copy-button .text=${location.href} label="Copy link" what="to this comparison"></copy-button>
    </div>`
  }

  private renderSide(side: Side) {
    const given = this.query.get(side)
    if (!given || this.changing === side) return this.renderPicker(side, '')
    if (side === 'b' && given === typicalBrowser) return this.renderTypicalSide()
    return html`<section class="compared-side" aria-label=${labels[side]}>
      ${this[side].render({
        initial: () => nothing,
        pending: () => html`<p aria-busy="true">${given === thisBrowser ? 'Reading this browser' : 'Loading'}</p>`,
        complete: (compared) => (compared ? comparedSide(compared, () => this.change(side)) : nothing),
        error: (error) => failureOf(error, () => this.renderFailure(side, error)),
      })}
    </section>`
  }

  private renderTypicalSide() {
    return html`<section class="compared-side" aria-label=${labels.b}>
      ${this.typical.render({
        initial: () => nothing,
        pending: () => html`<p aria-busy="true">Reading browsers of the same kind</p>`,
        complete: (answer) =>
          answer
            ? typicalSide(answer, () => this.change('b'))
            : this.renderPicker('b', 'A typical browser can be compared with a submission of a page view only.'),
        error: (error) => failureOf(error, () => this.renderFailure('b', error, this.typical)),
      })}
    </section>`
  }

  private renderFailure(side: Side, error: unknown, task: Task = this[side]) {
    const isMissing = error instanceof ApiError && (error.status === 404 || error.status === 400)
    const reason = isMissing ? 'There is no such submission.' : error instanceof Error ? error.message : String(error)
    return html`${this.renderPicker(side, reason)}
    ${isMissing ? nothing : html`<button type="button" class="small" @click=${() => task.run()}>Try again</button>`}`
  }

  private renderPicker(side: Side, failure: string) {
    const addressWith = (submission: string) => withBase(`/compare?${withParam(this.query, side, submission)}`)
    return sidePicker({ side, label: labels[side], failure, thisBrowserHref: addressWith(thisBrowser) }, (submission) =>
      navigate(addressWith(submission)),
    )
  }

  private async change(side: Side): Promise<void> {
    this.changing = side
    await this.updateComplete
    this.querySelector<HTMLElement>('.picker input')?.focus()
  }

  private task(side: Side) {
    return new Task(this, {
      args: () => [this.query.get(side)] as const,
      task: async ([given], { signal }) => (given && given !== typicalBrowser ? getCompared(given, signal) : undefined),
    })
  }
}
