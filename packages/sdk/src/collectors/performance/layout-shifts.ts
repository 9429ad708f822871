import type { PerformanceSection } from '@collector/schema'

const maxGapMs = 1000
const maxWindowMs = 5000

/**
 * The layout shifts of one page view. CLS is the largest sum of a window of at most five seconds, in which no second passes
 * without a shift: https://web.dev/articles/cls#what_is_cls
 */
export interface LayoutShifts {
  /** @returns the window that CLS is now; undefined where this shift changed nothing */
  add(shift: LayoutShift): { value: number; entries: LayoutShift[] } | undefined
}

export function createLayoutShifts(): LayoutShifts {
  let entries: LayoutShift[] = []
  let value = 0
  let largest = 0
  return {
    add(shift) {
      if (shift.hadRecentInput) return undefined
      const sinceFirst = shift.startTime - (entries[0]?.startTime ?? 0)
      const sinceLast = shift.startTime - (entries[entries.length - 1]?.startTime ?? 0)
      const isSameWindow = sinceLast < maxGapMs && sinceFirst < maxWindowMs
      entries = isSameWindow ? [...entries, shift] : [shift]
      value = isSameWindow ? value + shift.value : shift.value
      if (value <= largest) return undefined
      largest = value
      return { value, entries }
    },
  }
}

/** Returns a CLS of 0 for a page view without shifts, if the browser reports shifts at all. */
export function unshifted(): PerformanceSection['vitals'] {
  return PerformanceObserver.supportedEntryTypes?.includes('layout-shift') ? { cls: { value: 0, rating: 'good' } } : {}
}
