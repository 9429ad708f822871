import type { PerformanceSection } from '@collector/schema'

type Memory = NonNullable<PerformanceSection['memory']>

/** The JavaScript heap, bytes; Chromium only. */
export function memory(): Memory | undefined {
  const heap = (performance as { memory?: Memory }).memory
  return (
    heap && {
      usedJSHeapSize: heap.usedJSHeapSize,
      totalJSHeapSize: heap.totalJSHeapSize,
      jsHeapSizeLimit: heap.jsHeapSizeLimit,
    }
  )
}
