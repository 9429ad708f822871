import type { Component } from '@collector/schema'
import { isPromise } from './browser/is-promise.ts'
import { round } from './round.ts'

/**
 * The collector of one signal. `collect` returns undefined if the browser lacks it. A slow one is a generator:
 * wherever it yields, the page may get a turn.
 */
export interface SignalCollector<T = unknown> {
  collect: () => T | Promise<T> | Generator<void, T>
  /** Timeout of an asynchronous value, ms. Default 1000. */
  timeoutMs?: number
  /** Takes tens of milliseconds in one piece on a slow device: the page gets a turn before, so that nothing adds to it. */
  isLong?: true
  /** Counts up when the technique changes, so that values of two techniques are never compared. Default 1. */
  version?: number
}

const defaultTimeoutMs = 1000
/** Time in ms after which the page gets a turn: slightly more than a frame at 60 Hz. */
const sliceMs = 20
/** Time in ms that is too short for a turn before a long collector. */
const shortMs = 4

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
    if (collector.isLong) await giveTurn(shortMs)
    const finish = (component: Component) => {
      results[name] = collector.version ? { ...component, version: collector.version } : component
      onResult(name, results[name])
    }
    let start = performance.now()
    const elapsed = () => round(performance.now() - start)
    try {
      let value = collector.collect()
      if (isGenerator(value)) {
        let step = value.next()
        for (; !step.done; step = value.next()) start += await giveTurn()
        value = step.value
      }
      if (isPromise(value)) {
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
    await giveTurn()
  }
  await Promise.all(waiting)
  return results

  /** @returns how long the turn of the page was, ms; 0 while the slice is not used up */
  async function giveTurn(afterMs = sliceMs): Promise<number> {
    const now = performance.now()
    if (now - sliceStart <= afterMs) return 0
    await nextTurn()
    sliceStart = performance.now()
    return sliceStart - now
  }
}

function isGenerator(value: unknown): value is Generator<void> {
  return typeof (value as Generator | undefined)?.next === 'function'
}

function settled(value: unknown): { value: unknown } | { error: string } {
  return value === undefined ? { error: 'unsupported' } : { value }
}

/** Browsers throw these where a setting, a frame's policy or the user forbids what others may. */
const blockedNames = ['SecurityError', 'NotAllowedError']

function failed(error: unknown): { error: string } {
  if (blockedNames.includes((error as Error | undefined)?.name ?? '')) return { error: 'blocked' }
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
