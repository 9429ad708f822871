import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

/** Clients that send submissions one by one and retry each until it is acknowledged. */
export interface ResendingClients {
  /** Ids of the acknowledged submissions. */
  readonly acknowledged: ReadonlySet<string>
  /** Number of retries. */
  readonly resent: number
  /** Answers that are neither an acknowledgement nor 503. */
  readonly unexpected: number[]
  /** Resolves when every client has its last submission acknowledged. */
  stop(): Promise<void>
}

/** Rare enough to leave a starting server its processor. */
const retryMs = 100

/** Starts the clients against a server that may go down and come back. */
export function startResendingClients(origin: string, clients: number, padding = 2000): ResendingClients {
  const acknowledged = new Set<string>()
  const unexpected: number[] = []
  let resent = 0
  let isStopping = false

  const running = Array.from({ length: clients }, async () => {
    while (!isStopping) {
      const submissionId = randomUUID()
      const body = JSON.stringify({
        submissionId,
        page: { url: 'https://a.example/', pageViewId: submissionId, sequence: 1 },
        browser: { language: 'ja', text: '電'.repeat(padding) },
      })
      while (!(await send(body))) {
        resent++
        await sleep(retryMs)
      }
      acknowledged.add(submissionId)
    }
  })

  async function send(body: string): Promise<boolean> {
    try {
      const headers = { 'content-type': 'application/json', prefer: 'return=minimal' }
      const { status } = await fetch(`${origin}/collect`, { method: 'POST', headers, body })
      if (status !== 204 && status !== 503) unexpected.push(status)
      return status === 204
    } catch {
      return false
    }
  }

  return {
    acknowledged,
    unexpected,
    get resent() {
      return resent
    },
    async stop() {
      isStopping = true
      await Promise.all(running)
    },
  }
}
