import type { SubmissionAnswer } from '@collector/schema'
import { type ProtectionInfo, protections } from '@collector/schema/catalogue'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property, query } from 'lit/decorators.js'
import { getUnusual } from '../../api/get-unusual.ts'
import { ApiError } from '../../api/request.ts'
import { getSubmission } from '../../api/submissions.ts'
import { withBase } from '../../router/base-path.ts'
import { deleteSubmission, getCrowd, getErrors, getFingerprint, getRelated } from './requests.ts'
import '../../ui/ask-dialog.ts'
import type { AskDialog } from '../../ui/ask-dialog.ts'
import '../../ui/copy-button.ts'
import { failure } from '../../ui/failure.ts'
import '../../ui/text/folded-text.ts'
import { submissionIdOf } from '../../address/submission-number.ts'
import { asArray, asObject, asText, ownMember } from '../../api/readers.ts'
import { LightElement } from '../../ui/light-element.ts'
import { saveFile } from '../../ui/save-file.ts'
import { readableJson } from '../../words/readable-json.ts'
import { formatDateTime, localZone, parseTime } from '../../words/time.ts'
import { TitleFocus } from '../shell/title-focus.ts'
import { contextFacts } from './context-facts.ts'
import { relatedLinks } from './related-links.ts'
import '../report/collector-report.ts'
import { navigate } from '../../router/navigate.ts'
import { setPageTitle } from '../../router/page-title.ts'
import { completed } from '../../ui/completed.ts'
import { storedReport } from '../report/stored-report.ts'
import '../errors/error-stack.ts'
import { ticketButtons } from '../ticket/ticket-buttons.ts'
import { unusualLine } from '../unusual/unusual-line.ts'
import { unusualWords } from '../unusual/unusual-words.ts'
import { visitorFeedback } from './visitor-feedback.ts'
import './submission-page.css'

/** The report of one stored submission. */
@customElement('submission-page')
export class SubmissionPage extends LightElement {
  @property() submissionId = ''
  private readonly submission = new Task(this, {
    args: () => [this.submissionId] as const,
    task: ([submissionId], { signal }) => getSubmission(submissionIdOf(submissionId) ?? submissionId, signal),
    onComplete: ({ id }) => setPageTitle(`Submission ${id}`),
  })

  private readonly related = new Task(this, {
    args: () => [this.submissionId] as const,
    task: ([submissionId], { signal }) => getRelated(submissionIdOf(submissionId) ?? submissionId, signal),
  })
  private readonly rarity = new Task(this, {
    args: () => [asText(asObject(this.submission.value?.fingerprints)['hash'])] as const,
    task: async ([hash], { signal }) => (hash === undefined ? undefined : getFingerprint(hash, signal)),
  })
  private readonly crowd = new Task(this, {
    args: () => [hidesComponent(this.submission.value), this.rarity.value !== undefined] as const,
    task: async ([hides, isKnown], { signal }) => (hides && isKnown ? getCrowd(signal) : undefined),
  })
  private readonly errors = new Task(this, {
    args: () => [this.submissionId, asArray(this.submission.value?.errors).length > 0] as const,
    task: async ([submissionId, hasErrors], { signal }) =>
      hasErrors ? getErrors(submissionIdOf(submissionId) ?? submissionId, signal) : undefined,
  })
  private readonly unusual = new Task(this, {
    args: () => [this.submissionId] as const,
    task: ([submissionId], { signal }) => getUnusual(submissionIdOf(submissionId) ?? submissionId, signal),
  })
  @query('ask-dialog') private askDialog!: AskDialog

  constructor() {
    super()
    new TitleFocus(this)
  }

  protected override render() {
    return this.submission.render({
      initial: () => this.renderLoading(),
      pending: () => this.renderLoading(),
      complete: (submission) => this.renderSubmission(submission),
      error: (error) => this.renderFailure(error),
    })
  }

  private renderLoading() {
    return html`<h1 tabindex="-1">Submission</h1>
      <p class="loading" aria-busy="true">Loading the submission</p>`
  }

  private renderSubmission(submission: SubmissionAnswer) {
    const data = storedReport(submission)
    const { id, submissionId } = submission
    const related = completed(this.related)
    const unusual = completed(this.unusual)
    const words = unusualWords(data, unusual)
    return html`<header class="section-header">
        <h1 tabindex="-1">Submission ${id}</h1>
        <div class="actions">
          <a href=${withBase(`/compare?${new URLSearchParams({ a: submissionId, b: 'this-browser' })}`)}>Compare with this browser</a>
          <a href=${withBase(`/compare?${new URLSearchParams({ a: submissionId })}`)}>with another</a>
          <copy-button .text=${submissionLink(submissionId)} label="Copy link" what="to this submission"></copy-button>
          ${ticketButtons(data, { number: id, link: submissionLink(submissionId), received: receivedAt(submission), unusual: words })}
          <button type="button" class="outline secondary small" @click=${() => download(submission)}>Download</button>
          <button type="button" class="outline secondary small" @click=${() => this.askDialog.open()}>Delete…</button>
        </div>
      </header>
      <div class="unusual-place">${unusualLine(submissionId, words, unusual)}</div>
      ${visitorFeedback(submission.page)}
      <dl class="facts">
        ${this.renderFact('Received', receivedAt(submission))}
        ${this.renderFact('From', submission.ip ?? 'no address kept')}
        ${this.renderFact('Page', asText(asObject(submission.page)['url']) ?? 'unknown')}
        ${contextFacts(submission).map(([name, value]) => this.renderFact(name, value))}
      </dl>
      <div class="related-place">${related ? relatedLinks(id, related) : nothing}</div>
      <collector-report .submission=${data} .sent=${data} .rarity=${completed(this.rarity)} .crowd=${completed(this.crowd)} .storedErrors=${completed(this.errors)}></collector-report>
      <ask-dialog
        heading="Delete submission ${id}?"
        .content=${html`<p>
          This deletes the submission and everything derived from it. If its page view has an earlier submission, that one
          counts again. This cannot be undone.
        </p>`}
        action="Delete 1 submission"
        .run=${async () => {
          await deleteSubmission(submissionId)
          navigate(withBase('/submissions'), { replace: true })
        }}
      ></ask-dialog>`
  }

  private renderFact(name: string, value: string) {
    return html`<div>
      <dt>${name}</dt>
      <dd><folded-text .text=${value} limit="160"></folded-text></dd>
    </div>`
  }

  private renderFailure(error: unknown) {
    if (error instanceof ApiError && error.status === 401) return nothing
    // 400: the id in the address is malformed
    if (error instanceof ApiError && (error.status === 404 || error.status === 400)) {
      return html`<section class="empty-state">
        <h1 tabindex="-1">There is no such submission</h1>
        <p>It was deleted, or the link is incomplete: an id has 36 characters, a number only digits.</p>
        <p><a href=${withBase('/submissions')}>All submissions</a></p>
      </section>`
    }
    return html`<h1 tabindex="-1">Submission</h1>
      ${failure('This submission could not be loaded', error, () => this.submission.run())}`
  }
}

/** Returns whether a protection is on whose gain in bits can be told. */
function hidesComponent(submission: SubmissionAnswer | undefined): boolean {
  const sent = asObject(asObject(submission?.extra)['diagnosis'])['protections']
  return Object.entries(asObject(sent)).some(
    ([name, state]) => state === 'on' && ownMember<ProtectionInfo>(protections, name)?.component !== undefined,
  )
}

function submissionLink(submissionId: string): string {
  return location.origin + withBase(`/submissions/${submissionId}`)
}

function download(submission: SubmissionAnswer): void {
  saveFile(new Blob([readableJson(submission)], { type: 'application/json' }), `submission-${submission.id}.json`)
}

function receivedAt({ receivedAt }: SubmissionAnswer): string {
  const time = parseTime(receivedAt)
  return time ? `${formatDateTime(time)}, ${localZone()}` : 'at an unknown time'
}
