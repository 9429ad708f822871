import type { ChosenErrorStatus, ErrorGroup, ErrorGroupAnswer } from '@collector/schema'
import { Task } from '@lit/task'
import { html } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { ApiError } from '../../api/request.ts'
import { withBase } from '../../router/base-path.ts'
import { failure } from '../../ui/failure.ts'
import { getReleaseStarts } from '../charts/release-starts.ts'
import { errorTitle } from '../errors/error-group-list.ts'
import { changeErrorGroup, listErrorGroups, setErrorStatus } from '../errors/requests.ts'
import { knownValues } from '../filters/known-values.ts'
import { type ErrorAndAll, getErrorAndAll } from './get-error-and-all.ts'
import '../filters/filter-bar.ts'
import { type AddressFilters, type Preset, readFilters, withVisitorsOnly } from '../../address/address-filters.ts'
import { narrowedAddress } from '../../address/narrowed-address.ts'
import { navigate } from '../../router/navigate.ts'
import { setPageTitle } from '../../router/page-title.ts'
import { LightElement } from '../../ui/light-element.ts'
import { answered, failureOf, waiting } from '../../ui/render-task.ts'
import { leftOut, noVisitors } from '../filters/left-out.ts'
import { sampleNote } from '../filters/sample-note.ts'
import { TitleFocus } from '../shell/title-focus.ts'
import { type GroupChange, groupHead } from './group-head.ts'
import type { MergeDialog } from './merge-dialog.ts'
import { mergedGroups } from './merged-groups.ts'
import { latestOccurrences } from './occurrences.ts'
import { occurrencesOverTime } from './occurrences-over-time.ts'
import { releaseNames } from './release-names.ts'
import type { ResolveDialog } from './resolve-dialog.ts'
import { sharedTraits } from './shared-traits.ts'
import './merge-dialog.ts'
import './resolve-dialog.ts'

const pageRange: Preset = '7d'
/** Groups that the search for another one shows. */
const mostFound = 20

/** One error group: when it occurred, where, and what the affected page views have in common. */
@customElement('error-group-page')
export class ErrorGroupPage extends LightElement {
  @property() groupKey = ''
  @property({ attribute: false }) query = new URLSearchParams()
  @state() private changed?: GroupChange
  @state() private changeFailure = ''
  private readonly answers = new Task(this, {
    args: () => [this.groupKey, this.query.toString()] as const,
    task: ([groupKey], { signal }) =>
      getErrorAndAll(groupKey, readFilters(withVisitorsOnly(this.query), pageRange), signal),
    onComplete: ({ group }) => setPageTitle(errorTitle(group.name, group.message).slice(0, 80)),
  })
  private readonly releases = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: (_, { signal }) => getReleaseStarts(readFilters(this.query, pageRange), signal),
  })

  constructor() {
    super()
    new TitleFocus(this)
  }

  protected override render() {
    const wait = () => this.renderLoading()
    return this.answers.render({
      initial: wait,
      pending: wait,
      complete: (answers) => answered(this.renderGroup(answers), { isStale: false }),
      error: (error) => failureOf(error, () => this.renderFailure(error)),
    })
  }

  /** The previous answer stays until the next one is there. */
  private renderLoading() {
    const { value } = this.answers
    return value
      ? answered(this.renderGroup(value), { isStale: true })
      : html`<h1 tabindex="-1">Error</h1>
          ${waiting('Loading the error', ['tiles', 'rows', 'chart'])}`
  }

  private renderFailure(error: unknown) {
    // 400: the key in the address is malformed
    if (error instanceof ApiError && (error.status === 404 || error.status === 400)) {
      return html`<section class="empty-state">
        <h1 tabindex="-1">There is no such error</h1>
        <p>Its submissions were deleted, or the link is incomplete: the key has 16 characters.</p>
        <p><a href=${withBase('/errors')}>All errors</a></p>
      </section>`
    }
    return html`<h1 tabindex="-1">Error</h1>
      ${failure('This error could not be loaded', error, () => this.answers.run())}`
  }

  private renderGroup(answers: ErrorAndAll) {
    const { group, overview } = answers
    const narrowing = { query: withVisitorsOnly(this.query), pageRange }
    const asked = { query: this.query, pageRange }
    const thisError = { groupKey: this.groupKey }
    const submissions = (changes: AddressFilters) =>
      narrowedAddress('/submissions', narrowing, { groupKey: this.groupKey, ...changes })
    return html`<p class="back"><a href=${narrowedAddress('/errors', narrowing)}>All errors</a></p>
      ${groupHead(answers, this.changed, this.changeFailure, {
        setStatus: (status) => this.setStatus(group, status),
        resolveInRelease: () => void this.querySelector<ResolveDialog>('resolve-dialog')?.open(),
        merge: () => void this.querySelector<MergeDialog>('merge-dialog')?.open(),
      })}
      <resolve-dialog .releases=${releaseNames} .resolve=${(release: string) => this.resolveIn(release)}></resolve-dialog>
      <merge-dialog
        .find=${(text: string, signal: AbortSignal) => this.findOthers(text, signal)}
        .merge=${(into: string) => this.mergeInto(into)}
      ></merge-dialog>
      <filter-bar .query=${this.query} page-range=${pageRange} visitors-only .suggest=${knownValues}></filter-bar>
      ${
        group.count === 0
          ? noVisitors('occurrence', asked, thisError)
          : html`${sampleNote({ isEstimate: group.isEstimate || overview.isEstimate })} ${leftOut(asked, thisError)} ${latestOccurrences(group, submissions({}))} ${occurrencesOverTime(group, overview, this.releases.value, submissions)}
            ${sharedTraits(group, overview, this.query)} ${mergedGroups(group, (key) => this.split(key))}`
      }`
  }

  private async resolveIn(resolvedInRelease: string): Promise<void> {
    await changeErrorGroup(this.groupKey, { resolvedInRelease })
    this.changed = undefined
    await this.answers.run()
  }

  private async findOthers(q: string, signal: AbortSignal): Promise<ErrorGroup[]> {
    const { items } = await listErrorGroups({ from: '1970-01-01', q: q || undefined, limit: String(mostFound) }, signal)
    return items.filter(({ groupKey }) => groupKey !== this.groupKey)
  }

  private async mergeInto(into: string): Promise<void> {
    await changeErrorGroup(this.groupKey, { mergeInto: into })
    navigate(narrowedAddress(`/errors/${into}`, { query: this.query, pageRange }))
  }

  private async split(groupKey: string): Promise<void> {
    try {
      await changeErrorGroup(groupKey, { mergeInto: null })
      this.changeFailure = ''
      await this.answers.run()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.changeFailure = `Nothing was changed: ${error.message}`
    }
  }

  private async setStatus(group: ErrorGroupAnswer, status: ChosenErrorStatus): Promise<void> {
    const isUndo = this.changed?.before !== undefined
    try {
      await setErrorStatus(this.groupKey, status)
      this.changed = { status, before: isUndo ? undefined : (this.changed?.status ?? group.status) }
      this.changeFailure = ''
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.changeFailure = `Nothing was changed: ${error.message}`
    }
  }
}
