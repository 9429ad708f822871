import { attempt } from '../browser/attempt.ts'

interface CrashReport {
  initialize(bytes: number): Promise<void>
  set(key: string, value: string): void
}

/** A text of at most 3000 characters takes less. */
const maxBytes = 16_384

/**
 * Makes the function that puts a text into the browser's crash report in advance, since no script runs after a crash.
 * https://wicg.github.io/crash-reporting/; Chromium only.
 */
export function createCrashContext(): ((text: string) => void) | undefined {
  const { crashReport } = window as { crashReport?: CrashReport }
  const isReady = attempt(() => crashReport?.initialize(maxBytes))
  return (
    isReady &&
    ((text) => {
      const set = () => crashReport?.set('collector', text)
      // the page may have asked for the space itself
      isReady.then(set, set).catch(() => {})
    })
  )
}
