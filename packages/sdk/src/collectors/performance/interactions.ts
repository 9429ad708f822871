/** One interaction of the visitor: its slowest event, and those of the same moment. */
export interface Interaction {
  id: number
  /** ms until the next paint. */
  value: number
  entries: PerformanceEventTiming[]
}

type CountingPerformance = Performance & { interactionCount?: number }

/** Number of slowest interactions kept, enough for 500 in one page view. */
const maxKept = 10
/** One in this number is left out as an outlier: https://web.dev/articles/inp#how_is_inp_calculated */
const perOutlier = 50

/** The interactions of one page view, and which of them its INP is. */
export interface Interactions {
  /** Returns whether the interaction began in this page view. */
  has(id: number): boolean
  /** @returns the interaction that INP is now */
  add(entry: PerformanceEventTiming): Interaction | undefined
}

export function createInteractions(): Interactions {
  const slowest: Interaction[] = []
  // the document's count, including interactions too fast to be reported; absent in older browsers
  const total = () => (performance as CountingPerformance).interactionCount ?? 0
  const before = total()
  let seen = 0
  return {
    has: (id) => slowest.some((one) => one.id === id),
    add(entry) {
      const { interactionId: id, duration, startTime } = entry
      let one = slowest.find((known) => known.id === id)
      if (!one) {
        one = { id, value: -1, entries: [] }
        slowest.push(one)
        seen++
      }
      if (duration > one.value) Object.assign(one, { value: duration, entries: [entry] })
      else if (duration === one.value && startTime === one.entries[0]?.startTime) one.entries.push(entry)
      slowest.sort((a, b) => b.value - a.value).splice(maxKept)
      const outliers = Math.floor(Math.max(seen, total() - before) / perOutlier)
      return slowest[Math.min(outliers, slowest.length - 1)]
    },
  }
}
