import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { getRefusals } from '../../api/refusals.ts'
import { ApiError } from '../../api/request.ts'
import { listSubmissions } from '../../api/submissions.ts'
import type { Arrivals } from './arrivals.ts'

const pollMs = 2000

/** Polls for submissions and refusals while its page is open and visible. */
export class ArrivalWatch implements ReactiveController {
  arrivals?: Arrivals
  isOutOfReach = false
  private readonly host: ReactiveControllerHost
  private readonly left = new AbortController()
  private readonly openedAt = new Date().toISOString()
  private poll?: ReturnType<typeof setTimeout>

  constructor(host: ReactiveControllerHost) {
    this.host = host
    host.addController(this)
  }

  hostConnected(): void {
    void this.look()
  }

  hostDisconnected(): void {
    clearTimeout(this.poll)
    this.left.abort()
  }

  private async look(): Promise<void> {
    if (document.visibilityState === 'visible') {
      try {
        await this.ask(this.left.signal)
        this.isOutOfReach = false
      } catch (error) {
        if (!(error instanceof ApiError) || error.status === 401) return
        this.isOutOfReach = true
      }
      this.host.requestUpdate()
    }
    if (!this.left.signal.aborted) this.poll = setTimeout(() => void this.look(), pollMs)
  }

  private async ask(signal: AbortSignal): Promise<void> {
    const [{ items }, refusals] = await Promise.all([listSubmissions({ limit: '20' }, signal), getRefusals(signal)])
    const last = this.arrivals ? this.arrivals.last : items[0]
    this.arrivals = {
      last,
      items: items.filter(({ id }) => id > (last?.id ?? 0)),
      refused: refusals.items.filter(({ lastAt }) => lastAt > this.openedAt),
    }
  }
}
