import { guard } from './guard.ts'

/**
 * Hands over each performance entry of a type, those before now too. A browser that does not know the type throws or stays
 * silent; both mean none come.
 *
 * @returns what ends it
 */
export function observe(type: string, onEntry: (entry: PerformanceEntry) => void): () => void {
  try {
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(guard(onEntry)))
    observer.observe({ type, buffered: true })
    return () => observer.disconnect()
  } catch {
    return () => {}
  }
}
