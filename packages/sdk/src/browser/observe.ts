import { guard } from './guard.ts'
import { listen } from './listen.ts'

/**
 * Observes performance entries of a type, including earlier ones. When the page is hidden, waiting entries arrive
 * before listeners of the window run. Without support for the type there are none.
 *
 * @returns a function that stops it
 */
export function observe<Entry extends PerformanceEntry>(
  type: string,
  onEntry: (entry: Entry) => void,
  options?: { durationThreshold: number },
): () => void {
  try {
    const handle = (entries: PerformanceEntryList) => (entries as Entry[]).forEach(guard(onEntry))
    const observer = new PerformanceObserver((list) => handle(list.getEntries()))
    observer.observe({ type, buffered: true, ...options })
    const stopListening = listen(document, 'visibilitychange', () => handle(observer.takeRecords()))
    return () => {
      stopListening()
      observer.disconnect()
    }
  } catch {
    return () => {}
  }
}
