import { listen } from '../browser/listen.ts'
import { beaconIfNeeded, type Outcome, post } from './post.ts'
import { createQueue, type Queued } from './queue.ts'

const firstRetryMs = 1000
const maxRetryMs = 60_000

export interface Sender {
  /** Keeps a submission until the server has it, and begins to send. */
  send(item: Queued): void
  /** Restores undelivered submissions of earlier pages. */
  resume(): void
  /** Sends the queue now. Resolves when the attempt is over. */
  flush(): Promise<void>
  /** Sends everything at once, for a page that may be closing. */
  leave(): void
  clear(): void
  stop(): void
}

/** @param onOutcome called with the outcome of each attempt */
export function createSender(endpoint: string, onOutcome: (item: Queued, outcome: Outcome) => void): Sender {
  const queue = createQueue(endpoint)
  const inFlight = new Map<string, Promise<boolean>>()
  let retryMs = firstRetryMs
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false
  // the page may wrap fetch later, and add headers that CORS refuses
  const { fetch } = window

  /** Returns whether the next item may be tried: a faulty item must not block later ones. */
  function attempt(item: Queued): Promise<boolean> {
    const running = inFlight.get(item.submissionId)
    if (running) return running
    const made = post(fetch, endpoint, item).then((outcome) => {
      inFlight.delete(item.submissionId)
      if (isStopped) return false
      if (outcome.willRetry) {
        item.failures = (item.failures ?? 0) + 1
        retryAfter(outcome.retryAfterMs)
      } else {
        queue.remove(item.submissionId)
        retryMs = firstRetryMs
      }
      onOutcome(item, outcome)
      // a busy server would refuse the next one too
      return navigator.onLine && outcome.status !== 429 && outcome.status !== 503
    })
    inFlight.set(item.submissionId, made)
    return made
  }

  function retryAfter(askedMs: number | undefined): void {
    if (timer && !askedMs) return
    clearTimeout(timer)
    // random jitter, so that many pages do not retry at the same time
    timer = setTimeout(flush, Math.max(askedMs ?? 0, retryMs) * (1 + Math.random() / 4))
    retryMs = Math.min(retryMs * 2, maxRetryMs)
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    for (const item of queue.items()) {
      if (isStopped || !(await attempt(item))) return
    }
  }

  const stopListening = listen(window, 'online', () => {
    retryMs = firstRetryMs
    flush()
  })

  return {
    send(item) {
      queue.add(item)
      // ahead of submissions of earlier pages
      attempt(item)
    },
    resume() {
      queue.restore()
      flush()
    },
    flush,
    leave() {
      // items sent by beacon stay in the queue: the server stores an id once
      for (const item of queue.items()) {
        item.failures = 0
        if (!beaconIfNeeded(endpoint, item)) attempt(item)
      }
    },
    clear: queue.clear,
    stop() {
      isStopped = true
      clearTimeout(timer)
      stopListening()
    },
  }
}
