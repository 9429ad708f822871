import type { SubmissionItem } from '@collector/schema'
import { Task } from '@lit/task'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { type AddressFilters, readFilters } from '../../address/address-filters.ts'
import { listSubmissions } from '../../api/submissions.ts'
import { followSubmissions } from './follow-submissions.ts'
import { arrive, type LiveList, release } from './live-list.ts'
import { findSubmissions } from './requests.ts'

/** Length at which the list is loaded again from its first page: nobody scrolls so far, and every row costs. */
const longestList = 300
const pageSize = 50

const changing = ['list', 'stream', 'isPaused', 'isLookingBack'] as const

interface Host extends ReactiveControllerHost {
  query: URLSearchParams
  /** Returns whether someone reads the list, so that it must not move. */
  isRead(): boolean
}

/** Keeps the stored submissions that match the host's query, newest first, and adds new ones as they arrive. */
export class LiveSubmissions implements ReactiveController {
  list: LiveList = { shown: [], waiting: [] }
  stream: 'off' | 'open' | 'broken' | 'ended' = 'off'
  isPaused = false
  isLookingBack = false
  readonly loading
  private readonly host: Host
  private stopStream?: () => void

  constructor(host: Host) {
    this.host = host
    host.addController(this)
    this.loading = new Task(host, {
      args: () => [host.query.toString()] as const,
      task: (_, { signal }) => {
        this.change({ isLookingBack: false })
        const cursor = host.query.get('cursor') ?? undefined
        const onLookingBack = () => this.change({ isLookingBack: true })
        return findSubmissions({ ...readFilters(host.query, 'all'), cursor }, signal, onLookingBack)
      },
      onComplete: ({ items }) => this.change({ list: { shown: items, waiting: [] } }),
    })
  }

  hostConnected(): void {
    addEventListener('scroll', this.checkPause, { passive: true })
  }

  hostDisconnected(): void {
    removeEventListener('scroll', this.checkPause)
    this.stopStream?.()
  }

  /** Starts following; call it when the query changed. Only the first page grows, and only without an end of the range. */
  readonly follow = () => {
    this.stopStream?.()
    this.stopStream = undefined
    this.change({ stream: 'off' })
    const filters = readFilters(this.host.query, 'all')
    if (this.host.query.has('cursor') || filters.to !== undefined) return
    this.stopStream = followSubmissions(filters, {
      onOpen: () => {
        this.change({ stream: 'open' })
        void this.catchUp(filters)
      },
      onItems: (items) => this.add(items),
      onBreak: () => this.change({ stream: 'broken' }),
      onEnd: () => this.change({ stream: 'ended' }),
    })
  }

  readonly checkPause = () => {
    const isPaused = this.host.isRead()
    const { list } = this
    this.change({ isPaused, list: !isPaused && list.waiting.length > 0 ? release(list) : list })
  }

  showWaiting(): void {
    const isLong = this.list.waiting.length + this.list.shown.length > longestList
    if (isLong) void this.loading.run()
    else this.change({ list: release(this.list) })
  }

  /** Loads the submissions between the first page of the list and the start of the stream. */
  private async catchUp(filters: AddressFilters): Promise<void> {
    await this.loading.taskComplete.catch(() => {})
    const latest = await listSubmissions({ ...filters, limit: String(pageSize) }, new AbortController().signal).catch(
      () => undefined,
    )
    if (!latest) return
    const known = new Set([...this.list.waiting, ...this.list.shown].map(({ id }) => id))
    const isGap = latest.items.length === pageSize && !latest.items.some(({ id }) => known.has(id))
    if (isGap) return void this.loading.run()
    const oldest = this.list.shown.at(-1)?.id ?? 0
    this.add(latest.items.filter(({ id }) => id > oldest).toReversed())
  }

  private add(items: readonly SubmissionItem[]): void {
    this.checkPause()
    this.change({ list: arrive(this.list, items, this.isPaused) })
    if (!this.isPaused && this.list.shown.length > longestList) void this.loading.run()
  }

  private change(changed: Partial<Pick<LiveSubmissions, (typeof changing)[number]>>): void {
    const before = { ...this }
    Object.assign(this, changed)
    // called at every scroll, so unchanged states return early
    const isChanged = changing.some((name) => before[name] !== this[name])
    if (isChanged) this.host.requestUpdate()
  }
}
