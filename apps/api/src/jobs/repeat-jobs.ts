/** Milliseconds from the start to the first run: requests that waited for the start come first. */
const firstAfterMs = 5000

export interface RepeatedJobs {
  /** Repeats a job after the pause that it returns; a failed one is repeated after `pauseMs`. */
  repeat(what: string, pauseMs: number, job: () => Promise<number>): void
  isStopping(): boolean
  /** Resolves once no job runs any more. */
  stop(): Promise<void>
}

/** Runs background jobs once the database is ready. */
export function repeatJobs(ready: Promise<unknown>, log: { warn(message: string): void }): RepeatedJobs {
  let isStopping = false
  const timers = new Map<string, NodeJS.Timeout>()
  const running = new Set<Promise<void>>()

  async function run(what: string, pauseMs: number, job: () => Promise<number>): Promise<void> {
    let nextMs = pauseMs
    try {
      nextMs = await job()
    } catch (error) {
      if (!isStopping) log.warn(`${what} did not work and is tried again (${(error as Error).message})`)
    }
    pause(nextMs, what, pauseMs, job)
  }

  function pause(ms: number, what: string, pauseMs: number, job: () => Promise<number>): void {
    if (isStopping) return
    const timer = setTimeout(() => {
      const one = run(what, pauseMs, job).finally(() => running.delete(one))
      running.add(one)
    }, ms)
    timers.set(what, timer.unref())
  }

  return {
    repeat(what, pauseMs, job) {
      ready.then(
        () => pause(Math.min(pauseMs, firstAfterMs), what, pauseMs, job),
        () => {},
      )
    },
    isStopping: () => isStopping,
    async stop() {
      isStopping = true
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all(running)
    },
  }
}
