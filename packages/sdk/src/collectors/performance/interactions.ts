/** One interaction of the visitor: its slowest event, and those of the same moment. */
export interface Interaction {
  id: number
  /** ms until the next paint. */
  value: number
  entries: PerformanceEventTiming[]
}

type CountingPerformance = Performance & { interactionCount?: number }

/** More are never asked for: 500 interactions in one page view are rare. */
const maxKept = 10
/** One in so many is left out as an outlier: https://web.dev/articles/inp#how_is_inp_calculated */
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
  // of the document; it counts those too that are too fast to be told. Absent in older browsers
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
