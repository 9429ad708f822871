import { Worker } from 'node:worker_threads'
import type { MapAnswer, MapJob } from './map-job.ts'

/** Beside this file, from source and once built. */
const workerFile = new URL(`./map-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)

/** Reading a map of 64 MiB takes two seconds; one that takes ten times as long is hostile. */
const timeoutMs = 20_000
/** Keeps the thread and its cache between requests of somebody who reads errors. */
const idleMs = 60_000
const resourceLimits = { maxOldGenerationSizeMb: 300, maxYoungGenerationSizeMb: 32 }

interface Waiting {
  job: MapJob
  resolve(answer: MapAnswer): void
}

const waiting: Waiting[] = []
let worker: Worker | undefined
let isBusy = false
let idleTimer: NodeJS.Timeout | undefined

/**
 * Runs a job in the one thread of this process that reads source maps, after those before it: one at a time bounds its memory. A map
 * that takes too much of it, or too long, ends the thread and fails its own job only.
 */
export function runMapJob(job: MapJob): Promise<MapAnswer> {
  return new Promise((resolve) => {
    waiting.push({ job, resolve })
    runNext()
  })
}

function runNext(): void {
  const next = isBusy ? undefined : waiting.shift()
  if (!next) return
  isBusy = true
  clearTimeout(idleTimer)
  worker ??= startWorker()
  const thread = worker
  thread.ref()
  const timer = setTimeout(
    () => settle({ kind: 'failed', message: 'the source map takes too long to read' }),
    timeoutMs,
  )
  const onAnswer = (answer: MapAnswer) => finish(answer)
  const onError = (error: NodeJS.ErrnoException) => settle({ kind: 'failed', message: messageOf(error) })
  const onExit = () => settle({ kind: 'failed', message: 'the thread that reads source maps ended' })
  thread.once('message', onAnswer).once('error', onError).once('exit', onExit)
  thread.postMessage(next.job)

  /** Answers without the thread, which is not used again. */
  function settle(answer: MapAnswer): void {
    worker = undefined
    void thread.terminate()
    finish(answer)
  }

  function finish(answer: MapAnswer): void {
    clearTimeout(timer)
    thread.off('message', onAnswer).off('error', onError).off('exit', onExit)
    thread.unref()
    isBusy = false
    idleTimer = setTimeout(stopWorker, idleMs).unref()
    next?.resolve(answer)
    runNext()
  }
}

function startWorker(): Worker {
  // under `node --watch` a thread tells its imports among its messages
  const { WATCH_REPORT_DEPENDENCIES: _, ...env } = process.env
  const started = new Worker(workerFile, { resourceLimits, env })
  // a thread that was given up may still fail, which nobody waits for
  started.on('error', () => {})
  return started
}

function stopWorker(): void {
  void worker?.terminate()
  worker = undefined
}

function messageOf(error: NodeJS.ErrnoException): string {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'the source map takes too much memory to read' : error.message
}
