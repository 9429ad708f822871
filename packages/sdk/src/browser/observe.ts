import { guard } from './guard.ts'
import { listen } from './listen.ts'

/**
 * Hands over each performance entry of a type, those before now too, and those that wait when the page is hidden, before a
 * listener of the window hears that. A browser that does not know the type throws or stays silent; both mean none come.
 *
 * @returns what ends it
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
