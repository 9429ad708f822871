import type { PerformanceSection } from '@collector/schema'
import { pick } from '../../browser/pick.ts'

type Memory = NonNullable<PerformanceSection['memory']>

/** The JavaScript heap, bytes; Chromium only. */
export function memory(): Memory | undefined {
  const heap = (performance as { memory?: Memory }).memory
  return pick(heap, 'usedJSHeapSize', 'totalJSHeapSize', 'jsHeapSizeLimit')
}

/**
 * Bytes of the whole page, workers and frames included, where it is isolated from other origins. The browser answers when
 * it next collects garbage, which may take long. https://wicg.github.io/performance-measure-memory/
 */
export async function measuredBytes(found: { measuredBytes?: number }): Promise<void> {
  const measure = performance as { measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }> }
  if (crossOriginIsolated) found.measuredBytes = (await measure.measureUserAgentSpecificMemory?.())?.bytes
}
