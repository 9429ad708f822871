import type { Component } from '@collector/schema'
import { round } from './round.ts'

/** One signal: how it is obtained. `collect` returns undefined where the browser does not offer it. */
export interface SignalCollector<T = unknown> {
  collect: () => T | Promise<T>
  /** How long an asynchronous answer may take, ms. Default 1000. */
  timeoutMs?: number
  /** Counts up when the technique changes, so that values of two techniques are never compared. Default 1. */
  version?: number
}

const defaultTimeoutMs = 1000
/** A frame at 60 Hz: after this long the page gets a turn. */
const sliceMs = 16

/**
 * Runs collectors in the order of the list, each on its own: one that throws, hangs or is missing changes nothing but its
 * own result. Gives the page a turn between collectors once a slice is used up; asynchronous ones wait side by side.
 *
 * @param onResult told each result as it comes
 */
export async function runCollectors<Name extends string>(
  collectors: Readonly<Record<Name, SignalCollector>>,
  onResult: (name: Name, component: Component) => void = () => {},
): Promise<Record<Name, Component>> {
  const results = {} as Record<Name, Component>
  const waiting: Promise<void>[] = []
  let sliceStart = performance.now()

  for (const name of Object.keys(collectors) as Name[]) {
    const collector = collectors[name]
    const finish = (component: Component) => {
      results[name] = collector.version ? { ...component, version: collector.version } : component
      onResult(name, results[name])
    }
    const start = performance.now()
    const elapsed = () => round(performance.now() - start)
    try {
      const value = collector.collect()
      if (value instanceof Promise) {
        const durationMs = elapsed()
        waiting.push(
          withTimeout(value, collector.timeoutMs ?? defaultTimeoutMs)
            .then(settled, failed)
            .then((outcome) => finish({ ...outcome, durationMs, waitedMs: round(elapsed() - durationMs) })),
        )
      } else {
        finish({ ...settled(value), durationMs: elapsed() })
      }
    } catch (error) {
      finish({ ...failed(error), durationMs: elapsed() })
    }
    if (performance.now() - sliceStart > sliceMs) {
      await nextTurn()
      sliceStart = performance.now()
    }
  }
  await Promise.all(waiting)
  return results
}

function settled(value: unknown): { value: unknown } | { error: string } {
  return value === undefined ? { error: 'unsupported' } : { value }
}

function failed(error: unknown): { error: string } {
  return { error: (error instanceof Error && error.message) || String(error) || 'failed' }
}

function withTimeout<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  return Promise.race([
    promise,
    new Promise<never>((_resolve, reject) => setTimeout(reject, timeoutMs, new Error('timeout'))),
  ])
}

/** A message is delivered as a task of its own and, unlike a timer, is not held back for 4 ms. */
function nextTurn(): Promise<unknown> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = resolve
    port2.postMessage(0)
  })
}
