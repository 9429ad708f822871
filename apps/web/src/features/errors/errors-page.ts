import type { ErrorGroup, ErrorGroupsAnswer, ErrorStatus } from '@collector/schema'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { ApiError } from '../../api/request.ts'
import { withBase } from '../../router/base-path.ts'
import { usualInterval } from '../../ui/chart/time-buckets.ts'
import { knownValues } from '../filters/known-values.ts'
import { listErrorGroups, setErrorStatus } from './requests.ts'
import './error-group-list.ts'
import { errorTitle, type StatusWish } from './error-group-list.ts'
import '../filters/filter-bar.ts'
import { type Preset, readFilters, withVisitorsOnly } from '../../address/address-filters.ts'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { withParam } from '../../address/with-param.ts'
import { searchOf } from '../../router/search-of.ts'
import { LightElement } from '../../ui/light-element.ts'
import { renderTask } from '../../ui/render-task.ts'
import { leftOut, noVisitors } from '../filters/left-out.ts'
import { sampleNote } from '../filters/sample-note.ts'
import { errorStatusWord } from './error-words.ts'
import { noiseChoice, nothingButNoise, readNoise } from './noise-choice.ts'
import { addressOfStatus, noneOfStatus, readStatus, statusNavigation } from './status-choice.ts'

const errorsRange: Preset = '7d'
const words = { loading: 'Loading the errors', failed: 'The errors could not be loaded' }

interface Groups {
  answer: ErrorGroupsAnswer
  window: ReturnType<typeof windowOf>
  /** Start of the requested time. */
  from: string | undefined
}

/** Lists error groups. */
@customElement('errors-page')
export class ErrorsPage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  /** Statuses before they were changed here, by group key. */
  @state() private statusesBefore: ReadonlyMap<string, ErrorStatus> = new Map()
  @state() private statuses: ReadonlyMap<string, ErrorStatus> = new Map()
  @state() private said = ''
  @state() private changeFailure = ''
  private readonly groups = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: async (_, { signal }) => {
      const filters = readFilters(withVisitorsOnly(this.query), errorsRange)
      const status = readStatus(this.query)
      const answer = await listErrorGroups(
        {
          ...filters,
          status: status === 'all' ? undefined : status,
          noise: readNoise(this.query),
          cursor: this.query.get('cursor') ?? undefined,
        },
        signal,
      )
      return { answer, window: windowOf(filters, answer.items), from: filters.from }
    },
    onComplete: () => {
      this.statusesBefore = new Map()
      this.statuses = new Map()
    },
  })

  protected override render() {
    return html`<h1 tabindex="-1">Errors</h1>
      <filter-bar .query=${this.query} page-range=${errorsRange} visitors-only .suggest=${knownValues}></filter-bar>
      ${statusNavigation(this.query)}
      <p role="status" class="visually-hidden">${this.said}</p>
      ${this.changeFailure ? html`<p role="alert" class="tone-poor">${this.changeFailure}</p>` : nothing}
      ${renderTask(this.groups, words, (value) => this.renderGroups(value))}`
  }

  private get narrowing(): Narrowing {
    return { query: withVisitorsOnly(this.query), pageRange: errorsRange }
  }

  private renderGroups({ answer, window, from }: Groups) {
    const { items, nextCursor } = answer
    const isFirst = !this.query.has('cursor')
    const status = readStatus(this.query)
    if (items.length === 0) {
      return html`${sampleNote(answer)} ${this.renderNone(answer)}`
    }
    return html`${sampleNote(answer)} ${noiseChoice(this.query, answer)} ${leftOut({ query: this.query, pageRange: errorsRange }, { hasErrors: 'true' })}
      <error-group-list
        .groups=${items.map((group) => ({ ...group, status: this.statuses.get(group.groupKey) ?? group.status }))}
        .window=${window}
        .newSince=${from}
        .statusesBefore=${this.statusesBefore}
        .addressOf=${(groupKey: string) => narrowedAddress(`/errors/${groupKey}`, this.narrowing)}
        @set-status=${({ detail }: CustomEvent<StatusWish>) => this.setStatus(detail)}
      ></error-group-list>
      <nav class="paging" aria-label="Pages of the list">
        ${isFirst ? nothing : html`<a href=${addressOfStatus(this.query, status)}>Most page views</a>`}
        ${nextCursor === null ? nothing : html`<a href=${withBase(`/errors${searchOf(withParam(this.query, 'cursor', nextCursor))}`)}>Fewer page views</a>`}
      </nav>`
  }

  private renderNone(answer: ErrorGroupsAnswer) {
    const status = readStatus(this.query)
    if (status !== 'all') return html`${noneOfStatus(this.query, status)} ${noiseChoice(this.query, answer)}`
    return answer.leftOutByNoise > 0
      ? nothingButNoise(this.query, answer)
      : noVisitors('error', { query: this.query, pageRange: errorsRange })
  }

  private async setStatus({ group, status }: StatusWish): Promise<void> {
    const { groupKey } = group
    const isUndo = this.statusesBefore.has(groupKey)
    try {
      await setErrorStatus(groupKey, status)
      const before = new Map(this.statusesBefore)
      if (isUndo) before.delete(groupKey)
      else before.set(groupKey, group.status)
      this.statusesBefore = before
      this.statuses = new Map(this.statuses).set(groupKey, status)
      this.changeFailure = ''
      this.said = `${errorStatusWord[status]}: ${errorTitle(group.name, group.message).slice(0, 80)}`
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.changeFailure = `Nothing was changed: ${error.message}`
    }
  }
}

/** Returns the requested time; without a start, the time in which any group occurred. */
function windowOf(filters: ReturnType<typeof readFilters>, items: readonly ErrorGroup[]) {
  const times = items.flatMap(({ series }) => series.map(({ at }) => at)).sort()
  const to = filters.to ?? new Date().toISOString()
  const from = filters.from ?? times[0] ?? to
  // the API's default without a start
  return { from, to, interval: filters.from ? usualInterval({ from, to }) : ('day' as const) }
}
